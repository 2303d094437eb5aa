package io.adjourn.commands;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides what follows the question mark of links: there the signature is that makes a link a credential. */
public final class LinkMask {
    private static final Pattern LINK_WITH_QUERY =
            Pattern.compile("(?i)(https?(?:://|:\\\\/\\\\/)[^\\s\"'<>?]+)\\?[^\\s\"'<>]*");
    private static final String MASKED = "$1?" + Matcher.quoteReplacement("***");

    private LinkMask() {}

    /** The text with every link in it masked. */
    public static String mask(String text) {
        return text.contains("?") ? LINK_WITH_QUERY.matcher(text).replaceAll(MASKED) : text;
    }
}
