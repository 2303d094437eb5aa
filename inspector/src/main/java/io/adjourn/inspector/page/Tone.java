package io.adjourn.inspector.page;

/** What a colour says, beside the words that say it, too. */
enum Tone {
    GOOD("good"),
    PART("part"),
    BAD("bad"),
    OPEN("open"),
    GONE("gone");

    private final String style;

    Tone(String style) {
        this.style = style;
    }

    /** Its class in the style sheet. */
    String style() {
        return style;
    }
}
