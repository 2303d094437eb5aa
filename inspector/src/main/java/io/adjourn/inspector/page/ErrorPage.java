package io.adjourn.inspector.page;

/**
 * Something could not be shown.
 *
 * @param title what, in few words
 * @param detail what is wrong, and what to do
 */
record ErrorPage(Frame frame, int status, String title, String detail) {}
