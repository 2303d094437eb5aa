package io.adjourn.inspector.view;

/** How much of what is personal is shown. */
public enum Sight {
    /** No names, e-mail addresses, messages, bodies, nor queries of links. */
    MASKED,
    /** All there is. Only for those who may, and each time it is logged. */
    WHOLE
}
