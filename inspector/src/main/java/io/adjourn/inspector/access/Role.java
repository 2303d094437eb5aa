package io.adjourn.inspector.access;

/** What a person may. */
public enum Role {
    /** Sees meetings, and nothing personal: no body, query of a link, name, e-mail address or message. */
    VIEWER,
    /** May also see all of that, one thing at a time; each time is logged. */
    PRIVILEGED
}
