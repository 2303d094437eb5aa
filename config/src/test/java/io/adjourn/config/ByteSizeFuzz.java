package io.adjourn.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.fuzzing.Promise;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Any text as a number of bytes: the number it says, exactly, or none. */
public final class ByteSizeFuzz {
    static final List<String> DICTIONARY =
            List.of("KiB", "MiB", "GiB", "kib", " ", "999999999999999", "1024", "0", "-");

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("\\s*(\\d+)\\s*([a-zA-Z]*)\\s*");

    private ByteSizeFuzz() {}

    static List<byte[]> seeds() {
        return Stream.of("1GiB", "512 MiB", "64kib", "1073741824", " 0 ", "999999999999999GiB")
                .map(text -> text.getBytes(UTF_8))
                .toList();
    }

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, UTF_8);
        Optional<ByteSize> size = ByteSize.parse(text);
        if (size.isPresent()) {
            BigInteger bytes = BigInteger.valueOf(size.get().bytes());
            Promise.same(bytes, exactly(text), "a size is what the text says");
        }
    }

    private static BigInteger exactly(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip());
        Promise.holds(matcher.matches(), "a size is a number and a unit");
        int power = List.of("", "kib", "mib", "gib").indexOf(matcher.group(2).toLowerCase(Locale.ROOT));
        Promise.holds(power >= 0, "the unit is one of those there are");
        return new BigInteger(matcher.group(1))
                .multiply(BigInteger.valueOf(1024).pow(power));
    }
}
