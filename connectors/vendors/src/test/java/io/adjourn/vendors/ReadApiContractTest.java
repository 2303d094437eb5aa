package io.adjourn.vendors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Normalization.Events;
import io.adjourn.vendors.Normalization.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every vendor's read API, by its being there. */
class ReadApiContractTest {
    private static final Set<ArtifactKind> EVERYTHING = EnumSet.complementOf(EnumSet.of(ArtifactKind.UNKNOWN));

    private static final List<byte[]> USELESS = Stream.of(
                    "",
                    " ",
                    "null",
                    "[]",
                    "{}",
                    "7",
                    "\"text\"",
                    "<!DOCTYPE html><html><body>502 Bad Gateway</body></html>",
                    "{\"success\":false,\"error\":\"nope\",\"code\":\"X\",\"statusCode\":404,\"details\":null}",
                    "{\"detail\":\"Not found.\"}",
                    "{\"data\":null}",
                    "{\"data\":[]}",
                    "{\"results\":7,\"bots\":{},\"meetings\":null,\"deliveries\":\"x\"}",
                    "{\"id\":null,\"bot_id\":null,\"data\":{\"bot_id\":null},\"bot_data\":{\"bot\":null}}")
            .map(text -> text.getBytes(UTF_8))
            .toList();

    /** In the place of a value: nothing, null, and other types. */
    private static final List<@Nullable JsonNode> VALUES =
            Arrays.asList(null, NullNode.getInstance(), TextNode.valueOf("odd"), JsonNodeFactory.instance.arrayNode());

    /** Those that have one. */
    static Stream<Vendor> vendors() {
        return Vendors.KNOWN.all().stream().filter(vendor -> vendor.readApi().isPresent());
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void shouldHaveSamplesOfItsAnswers(Vendor vendor) {
        assertThat(answers().filter(answer -> answer.vendor().equals(vendor)))
                .as("rows of %s in src/test/resources/answers/manifest.json", vendor)
                .isNotEmpty();
    }

    static Stream<Answers> answers() {
        return Answers.ofAll();
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void shouldAskByEncodedPathsOfTheVendorsOwnHost(Vendor vendor) {
        ReadApi api = vendor.readApi().orElseThrow();

        assertThat(api.baseUrl().getScheme()).isEqualTo("https");
        assertThat(api.baseUrl().getRawPath()).isEmpty();
        assertThat(api.key().name()).isNotBlank();
        assertThat(questions(api, "42")).isNotEmpty().allSatisfy(question -> {
            assertThat(question.endpoint()).matches("[a-z0-9-]{1,40}");
            assertThat(question.method()).isIn("GET", "POST");
            assertThat(question.path()).matches("/[A-Za-z0-9/_.~?&=%+-]+");
        });
        assertThat(api.about("42", Set.of())).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void shouldNotAskForWhatIsNoIdOfTheVendors(Vendor vendor) {
        ReadApi api = vendor.readApi().orElseThrow();

        for (String odd : List.of("..", ".", "a/../b", "a?b=c", "a#b", "ü", "a b", "", "%2e%2e", "a".repeat(300))) {
            assertThat(api.about(odd, EVERYTHING)).as(odd).isEmpty();
            assertThat(api.resend(odd)).as(odd).isEmpty();
            assertThat(api.link(odd, ArtifactKind.VIDEO, odd)).as(odd).isEmpty();
        }
    }

    private static List<Question> questions(ReadApi api, String session) {
        var questions = new ArrayList<>(api.about(session, EVERYTHING));
        Instant now = Answers.ASKED_AT;
        api.listing(null, now.minus(Duration.ofHours(1)), now).ifPresent(questions::add);
        api.listing("a+b/c&d=e %", now.minus(Duration.ofHours(1)), now).ifPresent(questions::add);
        api.resend(session).ifPresent(questions::add);
        api.sent().ifPresent(questions::add);
        for (ArtifactKind kind : EVERYTHING) {
            api.link(session, kind, "1/2").ifPresent(questions::add);
        }
        return questions;
    }

    @ParameterizedTest
    @MethodSource("answers")
    void shouldTellTheVeryFactsOfTheWebhooks(Answers answer) {
        assertThat(answer.events()).isNotEmpty();
        assertThat(identities(answer.events())).containsAll(identities(answer.eventsOfWebhooks()));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void shouldTellThemWithTheSameStateReasonAndTime(Answers answer) {
        for (Event event : answer.events()) {
            answer.eventsOfWebhooks().stream()
                    .filter(webhook -> Answers.identity(webhook).equals(Answers.identity(event)))
                    .forEach(webhook -> {
                        assertThat(substance(event)).isEqualTo(substance(webhook));
                        if (!webhook.said().time().inferred()) {
                            assertThat(event.said().time())
                                    .isEqualTo(webhook.said().time());
                        }
                    });
        }
    }

    private static Set<String> identities(List<Event> events) {
        return events.stream().map(Answers::identity).collect(Collectors.toSet());
    }

    private static String substance(Event event) {
        return switch (event) {
            case StateChange change -> change.state() + " " + change.endReason() + " " + change.terminal();
            case Artifact artifact -> artifact.kind() + " " + artifact.status();
            default -> event.getClass().getSimpleName();
        };
    }

    @ParameterizedTest
    @MethodSource("answers")
    void shouldBeADialectOfItsOwnWithNothingNew(Answers answer) {
        assertThat(answer.normalized(answer.bytes())).isInstanceOfSatisfying(Events.class, read -> {
            assertThat(read.dialect()).endsWithIgnoringCase("pull");
            assertThat(read.novelties()).isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("answers")
    void shouldRejectAnAnswerAboutAnotherBot(Answers answer) {
        assertThat(answer.normalized("another", answer.bytes(), Answers.ASKED_AT))
                .isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void shouldRejectAnAnswerThatKnowsTheFuture(Answers answer) {
        List<Instant> times = answer.events().stream()
                .map(event -> event.said().time())
                .filter(time -> !time.inferred())
                .map(Event.EventTime::at)
                .sorted()
                .toList();
        if (!times.isEmpty()) {
            Instant anHourEarlier = times.getLast().minus(Duration.ofHours(1));
            assertThat(Answers.eventsOf(answer.normalized(answer.session(), answer.bytes(), anHourEarlier)))
                    .noneMatch(event -> !event.said().time().inferred()
                            && event.said().time().at().isAfter(anHourEarlier.plus(Duration.ofMinutes(5))));
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void shouldReadNothingFromWhatIsNoAnswer(Answers answer) {
        for (byte[] useless : USELESS) {
            assertThat(answer.normalized(useless))
                    .as(new String(useless, UTF_8))
                    .isNotInstanceOf(Events.class);
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void shouldSurviveEveryCutOfAnAnswer(Answers answer) {
        byte[] whole = answer.bytes();
        for (int length = 0; length < whole.length - 2; length++) {
            assertThat(answer.normalized(Arrays.copyOf(whole, length))).isInstanceOf(Rejected.class);
        }
    }

    /** Whatever is missing, null or of another type: no event is reported that the whole answer does not report. */
    @ParameterizedTest
    @MethodSource("answers")
    void shouldNeverSayMoreForSayingLess(Answers answer) {
        Set<String> whole = substances(answer);
        for (JsonNode changed : changedOnce(answer.json())) {
            List<Event> events =
                    Answers.eventsOf(answer.normalized(changed.toString().getBytes(UTF_8)));
            assertThat(events)
                    .as(changed.toString())
                    .filteredOn(ReadApiContractTest::isEndOrReady)
                    .allSatisfy(event -> assertThat(whole).contains(substanceWithoutTime(event)));
        }
    }

    private static boolean isEndOrReady(Event event) {
        return switch (event) {
            case StateChange change -> change.terminal();
            case Artifact artifact -> artifact.status() == ArtifactStatus.READY;
            default -> false;
        };
    }

    /** What the whole answer tells; sound or picture of which the type is not said is a recording. */
    private static Set<String> substances(Answers answer) {
        Set<String> substances = answer.events().stream()
                .map(ReadApiContractTest::substanceWithoutTime)
                .collect(Collectors.toSet());
        if (substances.contains("AUDIO READY") || substances.contains("VIDEO READY")) {
            substances.add("RECORDING READY");
        }
        return substances;
    }

    private static String substanceWithoutTime(Event event) {
        return switch (event) {
            case StateChange change -> change.state() + " " + change.terminal();
            case Artifact artifact -> artifact.kind() + " " + artifact.status();
            default -> event.getClass().getSimpleName();
        };
    }

    /** The answer with one of its values absent, null, or of another type, each in turn. */
    private static List<JsonNode> changedOnce(JsonNode whole) {
        var changed = new ArrayList<JsonNode>();
        for (String pointer : pointers(whole, "")) {
            int slash = pointer.lastIndexOf('/');
            String parent = pointer.substring(0, slash);
            String name = pointer.substring(slash + 1).replace("~1", "/").replace("~0", "~");
            for (@Nullable JsonNode value : VALUES) {
                JsonNode copy = whole.deepCopy();
                put(copy.at(parent), name, value);
                changed.add(copy);
            }
        }
        return changed;
    }

    private static void put(JsonNode parent, String name, @Nullable JsonNode value) {
        if (parent instanceof ObjectNode object) {
            if (value == null) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
        } else if (parent instanceof ArrayNode array) {
            int index = Integer.parseInt(name);
            if (value == null) {
                array.remove(index);
            } else {
                array.set(index, value);
            }
        }
    }

    /** Where its values are. */
    private static List<String> pointers(JsonNode node, String at) {
        var pointers = new ArrayList<String>();
        node.properties().forEach(field -> {
            String pointer = at + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
            pointers.add(pointer);
            pointers.addAll(pointers(field.getValue(), pointer));
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            pointers.add(at + "/" + i);
            pointers.addAll(pointers(node.path(i), at + "/" + i));
        }
        return pointers;
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void shouldThrowOnNothingThatAVendorMayAnswer(Vendor vendor) {
        ReadApi api = vendor.readApi().orElseThrow();
        var random = new Random(25);
        List<byte[]> bodies = new ArrayList<>(USELESS);
        Answers.ofAll().map(Answers::bytes).forEach(bodies::add);
        for (int i = 0; i < 200; i++) {
            byte[] garbage = new byte[random.nextInt(200)];
            random.nextBytes(garbage);
            bodies.add(garbage);
        }
        for (byte[] body : bodies) {
            assertThatCode(() -> {
                        api.readListing(null, body);
                        api.readListing("cursor", body);
                        api.readSent(body);
                        for (ArtifactKind kind : EVERYTHING) {
                            api.readLink(body, kind, Answers.ASKED_AT);
                        }
                        for (String endpoint : List.of("bot", "audio", "video", "transcript", "never-heard-of")) {
                            api.normalize(endpoint, "42", new Delivery(new Body(body), Headers.NONE, Answers.ASKED_AT));
                        }
                    })
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void shouldReadNoListAndNoLinkFromWhatIsNone(Vendor vendor) {
        ReadApi api = vendor.readApi().orElseThrow();
        for (byte[] useless : USELESS) {
            if (!new String(useless, UTF_8).equals("{\"data\":[]}")) {
                assertThat(api.readListing(null, useless)).isEmpty();
            }
            assertThat(api.readSent(useless)).isEmpty();
            assertThat(api.readLink(useless, ArtifactKind.VIDEO, Answers.ASKED_AT))
                    .isEmpty();
        }
    }

    /** However many steps an answer has: what they cost must not grow with what the customer keeps with the bot. */
    @ParameterizedTest
    @MethodSource("answers")
    void shouldNotRepeatTheCustomersOwnAtEachStep(Answers answer) {
        assertThat(answer.events())
                .filteredOn(event -> event instanceof StateChange change && change.attributes() != null)
                .hasSizeLessThanOrEqualTo(2);
    }
}
