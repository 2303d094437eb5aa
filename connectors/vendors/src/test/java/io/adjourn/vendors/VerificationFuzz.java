package io.adjourn.vendors;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.fuzzing.Promise;
import io.adjourn.vendors.Signers.Signer;
import io.adjourn.vendors.verify.HmacSha256;
import io.adjourn.vendors.verify.PathToken;
import io.adjourn.vendors.verify.Request;
import io.adjourn.vendors.verify.Secrets;
import io.adjourn.vendors.verify.Verdict;
import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verdict.Refused;
import io.adjourn.vendors.verify.Verifier;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Any request to every vendor's verifier: nothing is accepted but what somebody signed who knows the secret, by a second
 * reading of how each vendor signs; what is signed is accepted, whatever the body; no answer betrays the secret.
 *
 * <p>An input is a request, as it is written: a line that names the vendor, and behind a slash the token of the path; headers;
 * an empty line; the body. In a header's value, {@code {proof}} stands for the genuine value of that header for this body, and
 * {@code {forged}} for the one made with another secret: a fuzzer finds no HMAC by itself.
 */
public final class VerificationFuzz {
    /** What no vendor's own list of headers names. */
    private static final List<String> TOKENS = List.of(
            "{proof}",
            "{forged}",
            "Bearer ",
            "Basic ",
            "webhook-id: ",
            "webhook-timestamp: ",
            "webhook-signature: ",
            "sha256=",
            "v1,",
            "v1a,",
            "whsec_",
            "1788264000",
            "\n",
            "\n\n",
            "==",
            "/");

    static final List<String> DICTIONARY = Stream.concat(
                    Vendors.KNOWN.all().stream().flatMap(VerificationFuzz::names), TOKENS.stream())
            .distinct()
            .toList();

    private static final Instant NOW = Instant.parse("2026-09-01T12:00:00Z");
    private static final long WINDOW_SECONDS = 300;
    private static final String PROOF = "{proof}";
    private static final String FORGED = "{forged}";
    private static final int MOST_HEADERS = 16;

    /** Of the processor, not of the clock: a busy machine makes none longer. */
    private static final long LONGEST_NANOS = 2_000_000_000L;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final List<Guard> GUARDS =
            Vendors.KNOWN.all().stream().map(Guard::of).toList();

    private VerificationFuzz() {}

    /** Its id, and the headers that carry its proofs. */
    private static Stream<String> names(Vendor vendor) {
        Stream<String> headers = vendor.schemes().stream()
                .flatMap(scheme -> scheme.headers().stream().sorted())
                .map(header -> header + ": ");
        return Stream.concat(Stream.of(vendor.id()), headers);
    }

    /** Fails where it is not known here how the vendor signs: else only a fuzzer would find that out. */
    static void checkThatItKnows(Vendor vendor) {
        Written nothing = Written.of((vendor.id() + "\n\n").getBytes(ISO_8859_1));
        vendor.schemes().forEach(scheme -> nothing.guard.isSigned(scheme.name(), nothing));
    }

    /** Each vendor's ways of signing, with one of its samples; and other ways to write the same. */
    static List<byte[]> seeds() {
        var seeds = new ArrayList<byte[]>();
        Samples.ofAll().forEach(samples -> {
            String vendor = samples.vendor().id();
            byte[] body = samples.anyPayload();
            for (Signer signer : Signers.of(samples.vendor())) {
                for (String value : List.of(PROOF, FORGED, " " + PROOF + " ", PROOF + PROOF)) {
                    var head = new StringBuilder(vendor).append('\n');
                    signer.headers(signer.secret("current"), body, NOW)
                            .keySet()
                            .forEach(name ->
                                    head.append(name).append(": ").append(value).append('\n'));
                    seeds.add(request(head.append('\n').toString(), body));
                }
            }
            samples.vectors().forEach(vector -> {
                var head = new StringBuilder(vendor).append('\n');
                vector.headers()
                        .forEach((name, value) ->
                                head.append(name).append(": ").append(value).append('\n'));
                seeds.add(request(head.append('\n').toString(), vector.body().getBytes(UTF_8)));
            });
            seeds.add(request(vendor + "/" + Guard.TOKEN + "\n\n", body));
            seeds.add(request(vendor + "\n\n", body));
        });
        return seeds;
    }

    private static byte[] request(String head, byte[] body) {
        byte[] request = Arrays.copyOf(head.getBytes(ISO_8859_1), head.length() + body.length);
        System.arraycopy(body, 0, request, head.length(), body.length);
        return request;
    }

    public static void fuzzerTestOneInput(byte[] input) {
        long start = THREADS.getCurrentThreadCpuTime();
        Written written = Written.of(input);
        written.guard.check(written);
        Promise.holds(
                THREADS.getCurrentThreadCpuTime() - start < LONGEST_NANOS, "a verdict takes less than two seconds");
    }

    /** A request, as an input writes it. */
    private record Written(Guard guard, @Nullable String token, Map<String, String> headers, Body sent) {

        byte[] body() {
            return sent.bytes();
        }

        static Written of(byte[] input) {
            var lines = new ArrayList<String>();
            int start = 0;
            while (lines.size() <= MOST_HEADERS) {
                int end = start;
                while (end < input.length && input[end] != '\n') {
                    end++;
                }
                String line = new String(input, start, end - start, ISO_8859_1);
                start = Math.min(input.length, end + 1);
                if (line.isEmpty()) {
                    break;
                }
                lines.add(line);
            }
            byte[] body = Arrays.copyOfRange(input, start, input.length);
            String target = lines.isEmpty() ? "" : lines.getFirst();
            int slash = target.indexOf('/');
            Guard guard = Guard.named(slash < 0 ? target : target.substring(0, slash));
            var headers = new HashMap<String, String>();
            for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    String name = line.substring(0, colon).strip();
                    headers.putIfAbsent(
                            name.toLowerCase(Locale.ROOT),
                            guard.filledIn(name, line.substring(colon + 1).strip(), body));
                }
            }
            return new Written(guard, slash < 0 ? null : target.substring(slash + 1), headers, new Body(body));
        }
    }

    /** What stands before one vendor's source. */
    private record Guard(
            Vendor vendor,
            List<Signer> signers,
            Verifier verifier,
            Verifier closed,
            Verifier tokens,
            List<String> secrets) {
        static final String TOKEN = "current-test-token-0123456789";

        static Guard of(Vendor vendor) {
            List<Signer> signers = Signers.of(vendor);
            List<String> secrets = signers.stream()
                    .flatMap(signer -> Stream.of(signer.secret("retired"), signer.secret("current")))
                    .distinct()
                    .toList();
            return new Guard(
                    vendor,
                    signers,
                    new Verifier(vendor.schemes(), new Secrets(secrets)),
                    new Verifier(vendor.schemes(), Secrets.NONE),
                    new Verifier(List.of(new PathToken()), new Secrets(List.of(TOKEN))),
                    secrets);
        }

        /** By its id; any other name stands for some vendor, too. */
        static Guard named(String name) {
            for (Guard guard : GUARDS) {
                if (guard.vendor.id().equals(name)) {
                    return guard;
                }
            }
            return GUARDS.get(Math.floorMod(name.length(), GUARDS.size()));
        }

        String filledIn(String name, String value, byte[] body) {
            if (value.indexOf('{') < 0) {
                return value;
            }
            return value.replace(PROOF, headerOf("current", name, body))
                    .replace(FORGED, headerOf("another", name, body));
        }

        private String headerOf(String secret, String name, byte[] body) {
            for (Signer signer : signers) {
                for (var header : signed(signer, secret, body).entrySet()) {
                    if (header.getKey().equalsIgnoreCase(name)) {
                        return header.getValue();
                    }
                }
            }
            return "";
        }

        /** None where the signer cannot sign the body: Attendee's signs only what Python could have sent. */
        private Map<String, String> signed(Signer signer, String secret, byte[] body) {
            try {
                boolean signable = !signsSpelling() || Json.read(body) instanceof Json.Value;
                return signable ? signer.headers(signer.secret(secret), body, NOW) : Map.of();
            } catch (UncheckedIOException e) {
                return Map.of();
            }
        }

        /** Whether what is signed is not the body as it is. */
        private boolean signsSpelling() {
            return vendor.id().equals("attendee");
        }

        void check(Written written) {
            var request = new Request(Headers.of(written.headers), written.token, NOW);
            checkSound(request, written);
            checkTokens(request, written);
            if (written.headers.isEmpty()) {
                signers.forEach(signer -> checkGenuine(signer, written));
            }
        }

        private void checkSound(Request request, Written written) {
            Verdict verdict = verdict(verifier, request, written.body());
            switch (verdict) {
                case Accepted(var scheme) -> {
                    Promise.holds(
                            isSigned(scheme, written),
                            () -> scheme + " accepted what nobody signed: " + written.headers);
                    Promise.same(
                            verdict(verifier, request, written.body()),
                            verdict,
                            "the same request has the same verdict");
                    Promise.holds(
                            verdict(closed, request, written.body()) instanceof Refused,
                            "without a secret nothing is accepted");
                    Promise.holds(
                            verifier.judgements(request, written.body()).stream()
                                    .anyMatch(judgement -> judgement.verdict().equals(Optional.of(verdict))),
                            "who asks why is told the same");
                }
                case Refused(var reason, var detail) -> {
                    Promise.holds(BodiesFuzz.isPlain(detail), () -> reason + " is said in a short line: " + detail);
                    Promise.holds(secrets.stream().noneMatch(detail::contains), "no verdict betrays a secret");
                }
            }
        }

        private void checkTokens(Request request, Written written) {
            Verdict verdict = verdict(tokens, request, written.body());
            Promise.same(
                    verdict instanceof Accepted, TOKEN.equals(written.token), "the token and no other is accepted");
        }

        /** Of a request without headers, whatever its body: who knows the secret can sign it, and nobody else. */
        private void checkGenuine(Signer signer, Written written) {
            Map<String, String> genuine = signed(signer, "current", written.body());
            Map<String, String> forged = signed(signer, "another", written.body());
            if (!signsSpelling()) {
                Verdict verdict = verdict(verifier, request(genuine), written.body());
                Promise.holds(verdict instanceof Accepted, () -> "what is signed is accepted: " + genuine + verdict);
            }
            Promise.holds(
                    verdict(verifier, request(forged), written.body()) instanceof Refused,
                    () -> "what another secret signed is refused: " + forged);
        }

        private static Request request(Map<String, String> headers) {
            return new Request(Headers.of(headers), null, NOW);
        }

        private static Verdict verdict(Verifier verifier, Request request, byte[] body) {
            return verifier.beforeBody(request).orElseGet(() -> verifier.withBody(request, body));
        }

        /** How each vendor signs, read once more and apart from what verifies. */
        private boolean isSigned(String scheme, Written written) {
            Map<String, String> headers = written.headers;
            return switch (vendor.id() + " " + scheme) {
                case "vexa hmac" -> {
                    String second = headers.getOrDefault("x-webhook-timestamp", "");
                    yield isInWindow(second)
                            && isHex(headers, "x-webhook-signature", "sha256=", bytes(second + "."), written.body());
                }
                case "vexa bearer" -> {
                    String value = headers.getOrDefault("authorization", "");
                    yield value.regionMatches(true, 0, "Basic ", 0, "Basic ".length())
                            ? isPassword(value.substring("Basic ".length()).strip())
                            : secrets.contains(value.substring(Math.min("Bearer ".length(), value.length()))
                                    .strip());
                }
                case "meetstream signature" ->
                    isHex(headers, "x-meetstream-signature", "sha256=", written.body())
                            || isHex(headers, "x-meetstream-signature", "", written.body());
                case "meetingbaas-v1 hmac" -> isHex(headers, "x-meetingbaas-signature", "", written.body());
                case "meetingbaas-v1 api-key" -> secrets.contains(headers.get("x-meeting-baas-api-key"));
                case "meetingbaas-v2 callback" -> secrets.contains(headers.get("x-mb-secret"));
                case "meetingbaas-v2 svix" ->
                    isSvix("svix", headers, written.body()) || isSvix("webhook", headers, written.body());
                case "attendee signature" ->
                    isAttendees(headers.getOrDefault("x-webhook-signature", ""), written.body());
                default ->
                    throw new AssertionError(
                            "say in VerificationFuzz.isSigned how " + vendor.id() + " signs by " + scheme);
            };
        }

        private boolean isPassword(String credentials) {
            String[] parts = new String(Base64.getDecoder().decode(credentials), UTF_8).split(":", 2);
            return parts.length == 2 && secrets.contains(parts[1].strip());
        }

        private boolean isHex(Map<String, String> headers, String name, String prefix, byte[]... signed) {
            String value = headers.getOrDefault(name, "");
            return secrets.stream()
                    .anyMatch(secret -> value.startsWith(prefix)
                            && value.substring(prefix.length())
                                    .equalsIgnoreCase(
                                            HexFormat.of().formatHex(HmacSha256.sign(bytes(secret), signed))));
        }

        private boolean isSvix(String sender, Map<String, String> headers, byte[] body) {
            String second = headers.getOrDefault(sender + "-timestamp", "");
            byte[] head = bytes(headers.get(sender + "-id") + "." + second + ".");
            List<String> signatures =
                    List.of(headers.getOrDefault(sender + "-signature", "").split(" ", -1));
            return isInWindow(second)
                    && secrets.stream()
                            .filter(secret -> secret.startsWith("whsec_"))
                            .map(secret -> Base64.getDecoder().decode(secret.substring("whsec_".length())))
                            .map(key -> "v1," + Base64.getEncoder().encodeToString(HmacSha256.sign(key, head, body)))
                            .anyMatch(signatures::contains);
        }

        private static boolean isInWindow(String second) {
            return second.matches("[0-9]{1,12}")
                    && Math.abs(Long.parseLong(second) - NOW.getEpochSecond()) <= WINDOW_SECONDS;
        }

        /** That its canonical text says what the body says is a target of its own. */
        private boolean isAttendees(String signature, byte[] body) {
            return signers.stream()
                    .anyMatch(signer -> Stream.of("retired", "current")
                            .anyMatch(secret -> signed(signer, secret, body).containsValue(signature)));
        }

        private static byte[] bytes(String text) {
            return text.getBytes(UTF_8);
        }
    }
}
