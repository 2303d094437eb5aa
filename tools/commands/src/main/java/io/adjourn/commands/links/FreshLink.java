package io.adjourn.commands.links;

import org.jspecify.annotations.Nullable;

/**
 * A link that the vendor has just signed. A credential.
 *
 * @param expiresAt until when it holds, ISO 8601; null where the vendor does not say
 */
public record FreshLink(String url, @Nullable String expiresAt) {}
