package io.adjourn.vendors.verify;

import java.util.Optional;

/**
 * What one scheme by itself makes of a request.
 *
 * @param verdict empty where the request does not carry the scheme's proof
 */
public record Judgement(Scheme scheme, Optional<Verdict> verdict) {}
