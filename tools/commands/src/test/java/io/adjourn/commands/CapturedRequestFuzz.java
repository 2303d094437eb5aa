package io.adjourn.commands;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.adjourn.fuzzing.Promise;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Any bytes as a captured request: its parts, with the body to the last byte, or one line that quotes nothing of it. */
public final class CapturedRequestFuzz {
    static final List<String> DICTIONARY = List.of(
            "POST ",
            "/webhooks/acme/token",
            " HTTP/1.1",
            "\r\n",
            "\r\n\r\n",
            "\n\n",
            "content-type: ",
            "%2F",
            "%",
            "//",
            "?",
            "{}");

    private CapturedRequestFuzz() {}

    static List<byte[]> seeds() {
        return Stream.of(
                        "POST /webhooks/acme/token HTTP/1.1\r\nHost: a\r\nX-Signature: sha256=00\r\n\r\n{\"a\":1}\r\n",
                        "x-signature: v1,00\nX-Signature: second\n\n\n{}",
                        "POST http://user@[::1]:80/a/%2F%C3%A4//?q#f\n\n",
                        "\n",
                        "GET relative\n\n")
                .map(text -> text.getBytes(ISO_8859_1))
                .toList();
    }

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            check(CapturedRequest.read(input), input);
        } catch (CapturedRequest.UnreadableException e) {
            String message = String.valueOf(e.getMessage());
            Promise.holds(
                    message.length() < 200 && message.chars().allMatch(c -> c >= ' ' && c <= '~'),
                    () -> "the message is a short line in ASCII: " + message);
        }
    }

    private static void check(CapturedRequest request, byte[] input) {
        byte[] body = request.body().bytes();
        int from = input.length - body.length;
        Promise.holds(
                from > 0
                        && input[from - 1] == '\n'
                        && Arrays.equals(body, Arrays.copyOfRange(input, from, input.length)),
                "the body is what follows the empty line, to the last byte");
        request.headers().forEach((name, value) -> {
            Promise.holds(
                    name.equals(name.toLowerCase(Locale.ROOT)) && !name.isEmpty(), "a header has a name in lower case");
            Promise.same(value, value.strip(), "a header's value has no white space around it");
        });
        String token = request.token();
        Promise.holds(token == null || !token.isEmpty(), "a token is not empty");
    }
}
