package io.adjourn.simulator;

/** What can be wrong with an answer. */
public enum ApiFault {
    /** 429, to be asked again after a second. */
    TOO_MANY_REQUESTS,
    /** 500. */
    SERVER_ERROR,
    /** 401, though the key is right. */
    UNAUTHORIZED,
    /** A page for people, called JSON. */
    HTML,
    /** 100 MB. */
    HUGE,
    /** 200 and no body. */
    NOTHING,
    /** Another bot than was asked for. */
    ANOTHER_BOT,
    /** A list that has each bot twice. */
    BOT_TWICE,
    /** A list whose last page leads to its first. */
    CURSOR_LOOP,
    /** A list that moves while it is read, by a few rows. */
    SHIFTING_LIST,
    /** All times an hour ahead. */
    CLOCK_AN_HOUR_OFF,
    /** A status that the rest of the answer contradicts. */
    LYING_STATUS,
    /** The bot, or what was made of it, is not there yet: 404, or 202. */
    NOT_YET,
    /** Media that are still being written. */
    HALF_WRITTEN
}
