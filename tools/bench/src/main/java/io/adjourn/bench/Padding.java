package io.adjourn.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Makes a JSON object longer, as customers do who give their bots data of their own. */
public final class Padding {
    private static final int NOTE_LENGTH = 24;

    private Padding() {}

    /** The object in exactly that many bytes, with the spaces it has now; as it is where there is no room for more. */
    public static byte[] upTo(int length, byte[] object) {
        String text = new String(object, UTF_8);
        String space = text.contains("\": ") ? " " : "";
        var notes = new StringBuilder();
        int room = length - object.length - padded(text, "", space).length() + text.length();
        for (int i = 0; room - notes.length() > 3 * NOTE_LENGTH; i++) {
            notes.append("\"note_" + i + "\":" + space + "\"" + "x".repeat(NOTE_LENGTH) + "\"," + space);
        }
        int rest = room - notes.length() - ("\"\":" + space + "\"\"").length();
        if (rest < 0) {
            return object;
        }
        notes.append("\"" + "k".repeat(rest / 2) + "\":" + space + "\"" + "x".repeat(rest - rest / 2) + "\"");
        return padded(text, notes.toString(), space).getBytes(UTF_8);
    }

    private static String padded(String object, String notes, String space) {
        return "{\"padding\":" + space + "{" + notes + "}," + space + object.substring(1);
    }
}
