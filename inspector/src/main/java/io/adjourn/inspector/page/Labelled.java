package io.adjourn.inspector.page;

/** A fact with its name, in a list of such. */
record Labelled(String label, Inline value) {}
