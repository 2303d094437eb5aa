package io.adjourn.vendors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.vendors.Event.Activity;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.Calendar;
import io.adjourn.vendors.Event.DataDeletion;
import io.adjourn.vendors.Event.ProcessingDone;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Normalization.Events;
import io.adjourn.vendors.Normalization.Rejected;
import io.adjourn.vendors.Samples.Row;
import io.adjourn.vendors.Samples.Vector;
import io.adjourn.vendors.Signers.Signer;
import io.adjourn.vendors.verify.Request;
import io.adjourn.vendors.verify.Scheme;
import io.adjourn.vendors.verify.Secrets;
import io.adjourn.vendors.verify.Verdict;
import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verdict.Reason;
import io.adjourn.vendors.verify.Verdict.Refused;
import io.adjourn.vendors.verify.Verifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every vendor promises. A vendor is tested here by being in {@link Vendors#KNOWN} and having {@link Samples}. */
class VendorContractTest {
    private static final Instant RECEIVED_AT = Instant.parse("2026-09-01T12:00:00Z");
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);
    private static final Pattern PATH_OF_KNOWN_NAMES = Pattern.compile("[A-Za-z0-9_.*]{1,100}");
    private static final Pattern PRINTABLE = Pattern.compile("[ -~]+");
    private static final int MUTATIONS = Integer.getInteger("adjourn.mutations", 100_000);

    static Stream<Samples> vendors() {
        return Samples.ofAll();
    }

    static Stream<Row> rows() {
        return Samples.ofAll().flatMap(samples -> samples.rows().stream());
    }

    static Stream<Vector> vectors() {
        return Samples.ofAll().flatMap(samples -> samples.vectors().stream());
    }

    @Test
    void shouldHaveAnIdOfItsOwnFitForFilesAndMetrics() {
        assertThat(Vendors.KNOWN.all())
                .extracting(Vendor::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z0-9-]{1,63}"));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void shouldKeepNoHeaderThatCarriesAProof(Samples samples) {
        Vendor vendor = samples.vendor();

        assertThat(vendor.keptHeaders())
                .allMatch(name -> name.equals(name.toLowerCase(Locale.ROOT)))
                .doesNotContain("authorization", "cookie")
                .noneMatch(name -> name.contains("signature") || name.contains("secret") || name.contains("key"));
        for (Vector vector : samples.vectors()) {
            var kept = new HashMap<>(vector.headers());
            kept.keySet().removeIf(name -> !vendor.keptHeaders().contains(name.toLowerCase(Locale.ROOT)));
            assertThat(verdict(vendor, vector.secrets(), kept, vector.body().getBytes(UTF_8), vector.receivedAt()))
                    .isInstanceOf(Refused.class);
        }
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void shouldSayOfEverySampleWhatItIs(Samples samples) {
        assertThat(samples.anyPayload()).isNotEmpty();
        assertThat(samples.rows()).extracting(Row::file).containsExactlyInAnyOrderElementsOf(samples.payloads());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void shouldReadSampleAsTheManifestSays(Row row) {
        Body body = new Body(new Samples(row.vendor()).payload(row.file()));
        JsonNode reading = row.reading();

        assertThat(row.vendor().subjectOf(body)).isEqualTo(row.subject());
        List<Event> events = events(row.vendor().normalize(delivery(body.bytes())));
        Event event = events.getFirst();
        assertThat(kindOf(event)).isEqualTo(reading.path("kind").textValue());
        String time = reading.path("event_time").textValue();
        assertThat(event.said().time().at()).isEqualTo(time == null ? RECEIVED_AT : Instant.parse(time));
        assertThat(event.said().time().inferred())
                .isEqualTo(time == null || reading.path("inferred").booleanValue());
        if (event instanceof StateChange change) {
            assertThat(change.state()).hasToString(reading.path("state").textValue());
            assertThat(change.terminal()).isEqualTo(reading.path("terminal").booleanValue());
            if (reading.has("end_reason")) {
                assertThat(change.endReason())
                        .hasToString(reading.path("end_reason").textValue());
            }
        }
        assertThat(artifacts(events)).isEqualTo(row.artifacts());
        assertThat(events.stream().anyMatch(DataDeletion.class::isInstance))
                .isEqualTo(event instanceof DataDeletion || reading.has("data_deleted"));
    }

    private static Map<String, String> artifacts(List<Event> events) {
        return events.stream()
                .filter(Artifact.class::isInstance)
                .map(Artifact.class::cast)
                .collect(Collectors.toMap(
                        artifact -> artifact.kind().name(),
                        artifact -> artifact.status().name()));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void shouldJudgeRequestAsItsVectorSays(Vector vector) {
        Verdict verdict = verdict(
                vector.vendor(),
                vector.secrets(),
                vector.headers(),
                vector.body().getBytes(UTF_8),
                vector.receivedAt());

        assertThat(words(verdict)).isEqualTo(vector.verdict());
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void shouldNameTheHeadersThatCarryItsProof(Samples samples) {
        assertThat(samples.vendor().schemes())
                .allSatisfy(scheme -> assertThat(samples.vectors())
                        .as(
                                "requests in %s: one that %s accepts, with these headers alone",
                                samples.vectorsFile(), scheme.name())
                        .anySatisfy(vector -> {
                            var headers = new HashMap<>(vector.headers());
                            headers.keySet()
                                    .removeIf(name -> !scheme.headers().contains(name.toLowerCase(Locale.ROOT)));
                            assertThat(headers).hasSameSizeAs(scheme.headers());
                            assertThat(verdict(
                                            samples.vendor(),
                                            vector.secrets(),
                                            headers,
                                            vector.body().getBytes(UTF_8),
                                            vector.receivedAt()))
                                    .isEqualTo(new Accepted(scheme.name()));
                        }));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void shouldBeReadOnceMoreByTheFuzzer(Samples samples) {
        VerificationFuzz.checkThatItKnows(samples.vendor());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void shouldAcceptSampleOnlyWhenSignedWithOneOfTheSecrets(Row row) {
        Vendor vendor = row.vendor();
        byte[] body = new Samples(vendor).payload(row.file());

        for (Signer signer : Signers.of(vendor)) {
            List<String> secrets = List.of(signer.secret("retired"), signer.secret("current"));
            for (String secret : secrets) {
                Map<String, String> headers = signer.headers(secret, body, RECEIVED_AT);
                assertThat(verdict(vendor, secrets, headers, body, RECEIVED_AT)).isInstanceOf(Accepted.class);
            }
            Map<String, String> forged = signer.headers(signer.secret("another"), body, RECEIVED_AT);
            assertThat(words(verdict(vendor, secrets, forged, body, RECEIVED_AT)))
                    .isEqualTo(Reason.MISMATCH.name());
            assertThat(words(verdict(vendor, secrets, Map.of(), body, RECEIVED_AT)))
                    .isEqualTo(Reason.MISSING.name());
            Map<String, String> genuine = signer.headers(signer.secret("current"), body, RECEIVED_AT);
            assertThat(verdict(vendor, List.of(), genuine, body, RECEIVED_AT)).isInstanceOf(Refused.class);
        }
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void shouldJudgeRequestsWithHostileBodies(Samples samples) {
        Vendor vendor = samples.vendor();
        byte[] signed = samples.anyPayload();

        for (Signer signer : Signers.of(vendor)) {
            String secret = signer.secret("current");
            Map<String, String> headers = signer.headers(secret, signed, RECEIVED_AT);
            Hostile.bodies()
                    .forEach((what, body) -> assertThat(verdict(vendor, List.of(secret), headers, body, RECEIVED_AT))
                            .as(what)
                            .isNotNull());
        }
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void shouldAnswerToOtherVendorsPayloads(Samples samples) {
        Samples.ofAll()
                .flatMap(others -> others.payloads().stream().map(others::payload))
                .forEach(payload -> assertThatItAnswers(samples.vendor(), payload));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void shouldAnswerWhenSampleIsCutAnywhere(Row row) {
        byte[] body = new Samples(row.vendor()).payload(row.file());

        for (int length = 0; length < body.length; length++) {
            assertThatItAnswers(row.vendor(), Arrays.copyOf(body, length));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void shouldAnswerWhenAnyFieldIsAbsentOrOfAnotherType(Row row) {
        Body body = new Body(new Samples(row.vendor()).payload(row.file()));
        assertThat(body.json()).isInstanceOf(Json.Value.class);
        if (body.json() instanceof Json.Value(var node)) {
            Hostile.withOneFieldWrong(node).forEach(wrong -> assertThatItAnswers(row.vendor(), wrong));
        }
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void shouldAnswerToHostileBodies(Samples samples) {
        Hostile.bodies().values().forEach(body -> assertThatItAnswers(samples.vendor(), body));
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void shouldAnswerToRandomChangesOfSamples(Samples samples) {
        long seed = Long.getLong("adjourn.seed", System.nanoTime());
        System.out.println(samples + ": repeat these changes with -Dadjourn.seed=" + seed);
        var random = new Random(seed);
        List<byte[]> payloads =
                samples.payloads().stream().map(samples::payload).toList();

        assertThat(samples.anyPayload()).isNotEmpty();
        for (int i = 0; i < MUTATIONS / Vendors.KNOWN.all().size(); i++) {
            byte[] payload = payloads.get(i % payloads.size());
            assertThatItAnswers(samples.vendor(), Hostile.mutated(payload, random));
        }
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void shouldRefuseHostileBodiesThatComeWithTheProofOfAnother(Samples samples) {
        for (Knock knock : Knock.genuine(samples)) {
            Hostile.bodies()
                    .forEach((what, body) -> assertThat(knock.verdict(body))
                            .as(what)
                            .isInstanceOf(knock.scheme().coversBody() ? Refused.class : Accepted.class));
        }
    }

    @ParameterizedTest
    @MethodSource("vendors")
    @ResourceLock("heap")
    void shouldAnswerInTimeToHostileBodiesAsLargeAsTheyMayBe(Samples samples) {
        Vendor vendor = samples.vendor();
        Hostile.bodiesOf(vendor.maxBodyBytes()).forEach((what, body) -> {
            long start = System.nanoTime();
            Knock.genuine(samples)
                    .forEach(knock -> assertThat(knock.verdict(body)).isNotNull());
            assertThat(vendor.subjectOf(new Body(body))).isNotNull();
            assertThat(vendor.normalize(delivery(body))).isNotNull();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(what).isLessThan(LONGEST_ANSWER);
        });
    }

    /** A genuine proof for a sample, and the scheme that accepts it. */
    private record Knock(Vendor vendor, Scheme scheme, List<String> secrets, Map<String, String> headers) {

        /** One for each of the vendor's ways of signing. */
        static List<Knock> genuine(Samples samples) {
            Vendor vendor = samples.vendor();
            byte[] sample = samples.anyPayload();
            return Signers.of(vendor).stream()
                    .map(signer -> {
                        List<String> secrets = List.of(signer.secret("current"));
                        Map<String, String> headers = signer.headers(secrets.getFirst(), sample, RECEIVED_AT);
                        String name = words(VendorContractTest.verdict(vendor, secrets, headers, sample, RECEIVED_AT));
                        return new Knock(vendor, scheme(vendor, name), secrets, headers);
                    })
                    .toList();
        }

        Verdict verdict(byte[] body) {
            return VendorContractTest.verdict(vendor, secrets, headers, body, RECEIVED_AT);
        }

        private static Scheme scheme(Vendor vendor, String name) {
            return vendor.schemes().stream()
                    .filter(scheme -> scheme.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Whatever the bytes: an answer, the same each time, that agrees with the key and betrays nothing. */
    private static void assertThatItAnswers(Vendor vendor, byte[] bytes) {
        Subject subject = vendor.subjectOf(new Body(bytes));
        Normalization answer = vendor.normalize(delivery(new Body(bytes)));

        var again = new Body(bytes.clone());
        assertThat(vendor.subjectOf(again)).isEqualTo(subject);
        assertThat(again.json()).isNotNull();
        assertThat(vendor.subjectOf(again))
                .as("the same where all of it was read")
                .isEqualTo(subject);
        assertThat(vendor.normalize(delivery(again))).isEqualTo(answer);
        assertThat(subject.key("acme", new Body(bytes))).startsWith("acme/").hasSizeLessThan(300);
        switch (answer) {
            case Events(var dialect, var events, var novelties) -> {
                assertThat(dialect).isNotEmpty();
                assertThat(events).isNotEmpty();
                assertThat(novelties)
                        .allMatch(novelty ->
                                PATH_OF_KNOWN_NAMES.matcher(novelty.path()).matches());
            }
            case Rejected(var reason, var detail) -> {
                assertThat(detail).hasSizeBetween(1, 200).matches(PRINTABLE);
                if (reason == RejectReason.NO_SESSION) {
                    assertThat(subject).isEqualTo(new Subject.Unknown());
                }
            }
            case Normalization.Ignored(var why) -> assertThat(why).isNotEmpty();
        }
    }

    private static Delivery delivery(byte[] bytes) {
        return delivery(new Body(bytes));
    }

    private static Delivery delivery(Body body) {
        return new Delivery(body, Headers.NONE, RECEIVED_AT);
    }

    private static List<Event> events(Normalization normalization) {
        assertThat(normalization).isInstanceOf(Events.class);
        return ((Events) normalization).events();
    }

    private static Verdict verdict(
            Vendor vendor, List<String> secrets, Map<String, String> headers, byte[] body, Instant receivedAt) {
        var verifier = new Verifier(vendor.schemes(), new Secrets(secrets));
        var request = new Request(Headers.of(headers), null, receivedAt);
        return verifier.beforeBody(request).orElseGet(() -> verifier.withBody(request, body));
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case Accepted(var scheme) -> scheme;
            case Refused(var reason, var detail) -> reason.name();
        };
    }

    /** The kind in the words of the manifests. */
    private static String kindOf(Event event) {
        return switch (event) {
            case StateChange change -> "LIFECYCLE";
            case ProcessingDone done -> "PROCESSING_DONE";
            case DataDeletion deletion -> "DATA_DELETION";
            case Artifact artifact -> "ARTIFACT";
            case Calendar calendar -> "CALENDAR";
            case Activity activity -> activity.kind().name();
        };
    }
}
