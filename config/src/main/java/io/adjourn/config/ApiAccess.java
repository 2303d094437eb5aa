package io.adjourn.config;

import io.adjourn.vendors.verify.Secrets;
import java.net.URI;

/**
 * How a source's vendor is asked. Its text has no key.
 *
 * @param keys at least one, the first of which is used; another one while keys are rotated
 * @param baseUrl without a slash at its end
 */
public record ApiAccess(Secrets keys, URI baseUrl) {}
