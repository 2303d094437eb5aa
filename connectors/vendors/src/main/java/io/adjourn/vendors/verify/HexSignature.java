package io.adjourn.vendors.verify;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A signature written as hexadecimal digits of either case behind a fixed prefix. */
final class HexSignature {
    private HexSignature() {}

    /** The same where the prefix may be left out. */
    static byte @Nullable [] readWithOrWithout(String text, String prefix) {
        return read(text, text.startsWith(prefix) ? prefix : "");
    }

    /** The signature's bytes, or null where the text is none: another prefix, length or character. */
    static byte @Nullable [] read(String text, String prefix) {
        if (text.length() != prefix.length() + 2 * HmacSha256.LENGTH || !text.startsWith(prefix)) {
            return null;
        }
        for (int i = prefix.length(); i < text.length(); i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                return null;
            }
        }
        return HexFormat.of().parseHex(text, prefix.length(), text.length());
    }
}
