package io.adjourn.inspector.access;

/** How a request says who sends it. */
public enum AccessMode {
    OIDC,
    PROXY,
    TOKENS,
    NONE
}
