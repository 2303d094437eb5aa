package io.adjourn.vendors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Normalization.Events;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a customer asks of one bot, whoever the vendor is. */
class AskedTest {
    private static final Instant RECEIVED_AT = Instant.parse("2026-03-01T12:00:00Z");

    /** A step of each vendor, with the customer's metadata where the vendor sends it back. */
    private static final Map<String, String> STEPS = Map.of(
            "vexa",
            "{'event_type':'meeting.status_change','meeting':{'id':16,'data':%s},'status_change':{'to':'active'}}",
            "meetstream",
            "{'event':'bot.joining','bot_id':'b-1','custom_attributes':%s}",
            "attendee",
            "{'trigger':'bot.state_change','bot_id':'b-1','bot_metadata':%s,'data':{'new_state':'joining'}}",
            "meetingbaas-v2",
            "{'event':'bot.status_change','data':{'bot_id':'b-1','status':{'code':'queued'}},'extra':%s}",
            "meetingbaas-v1",
            "{'event':'failed','data':{'bot_id':'b-1','extra':%s}}");

    /** Those that send back nothing of what a customer gave. */
    private static final Set<String> WITHOUT_METADATA = Set.of();

    static Stream<Vendor> vendors() {
        return Vendors.KNOWN.all().stream();
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void shouldKnowWhereTheVendorSendsTheMetadataBack(Vendor vendor) {
        assertThat(STEPS.containsKey(vendor.id()))
                .withFailMessage(
                        "say in AskedTest.STEPS where a step of %s has the customer's metadata, or in WITHOUT_METADATA that"
                                + " it sends none back",
                        vendor.id())
                .isNotEqualTo(WITHOUT_METADATA.contains(vendor.id()));
    }

    @Test
    void shouldNameNoVendorThatThereIsNot() {
        assertThat(vendors().map(Vendor::id)).containsAll(STEPS.keySet()).containsAll(WITHOUT_METADATA);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "['AUDIO','TRANSCRIPT']              | AUDIO TRANSCRIPT | false",
                "['audio',' Raw_Transcript ']        | AUDIO RAW_TRANSCRIPT | false",
                "'audio, transcript'                 | AUDIO TRANSCRIPT | false",
                "'RECORDING'                         | RECORDING        | false",
                "['RECORDING','RECORDING']           | RECORDING        | false",
                "[]                                  | none             | false",
                "''                                  | none             | false",
                "'  '                                | none             | false",
                "'[]'                                | none             | false",
                "['AUDIO','HOLOGRAM']                | AUDIO            | true",
                "'audio,hologram'                    | AUDIO            | true",
                "['AUDIO',5,null]                    | AUDIO            | true",
                // A slip: better to wait as always than for nothing.
                "['HOLOGRAM']                        |                  | true",
                "'audio transcript'                  |                  | true",
                "'UNKNOWN'                           |                  | true",
                "{'kinds':['AUDIO']}                 |                  | true",
                "true                                |                  | true",
                "null                                |                  | false",
            })
    void shouldBeReadFromTheMetadataOfEveryVendor(String asked, @Nullable String expects, boolean counted) {
        for (Vendor vendor : withMetadata()) {
            Events read = read(vendor, "{'adjourn.expects':" + asked + ",'crm':'R-17'}");

            assertThat(words(expects(read))).as(vendor.id()).isEqualTo(expects);
            assertThat(read.unknown().contains("adjourn.expects"))
                    .as(vendor.id())
                    .isEqualTo(counted);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'crm':'R-17'}",
                "{'crm':{'adjourn.expects':['AUDIO']}}",
                "{'note':'adjourn.expects'}",
                "{'adjourn':{'expects':['AUDIO']}}",
                "{'Adjourn.Expects':['AUDIO']}"
            })
    void shouldNotBeReadFromElsewhere(String metadata) {
        for (Vendor vendor : withMetadata()) {
            assertThat(expects(read(vendor, metadata))).as(vendor.id()).isNull();
            assertThat(read(vendor, metadata).unknown()).as(vendor.id()).doesNotContain("adjourn.expects");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"'[\"AUDIO\",\"TRANSCRIPT\"]'", "' [\"audio\", \"transcript\"] '"})
    void shouldBeReadFromAListWrittenAsAText(String asked) {
        String text = asked.substring(1, asked.length() - 1).replace("\"", "\\\"");

        for (Vendor vendor : withMetadata()) {
            assertThat(words(expects(read(vendor, "{'adjourn.expects':'" + text + "'}"))))
                    .as(vendor.id())
                    .isEqualTo("AUDIO TRANSCRIPT");
        }
    }

    private static List<Vendor> withMetadata() {
        return vendors().filter(vendor -> STEPS.containsKey(vendor.id())).toList();
    }

    private static @Nullable String words(@Nullable Set<ArtifactKind> kinds) {
        if (kinds == null) {
            return null;
        }
        return kinds.isEmpty()
                ? "none"
                : String.join(
                        " ",
                        new TreeSet<>(kinds.stream().map(ArtifactKind::name).toList()));
    }

    private static @Nullable Set<ArtifactKind> expects(Events read) {
        return ((StateChange) read.events().getFirst()).run().expects();
    }

    private static Events read(Vendor vendor, String metadata) {
        String body = Objects.requireNonNull(STEPS.get(vendor.id()))
                .formatted(metadata)
                .replace('\'', '"');
        return (Events) vendor.normalize(new Delivery(new Body(body.getBytes(UTF_8)), Headers.NONE, RECEIVED_AT));
    }
}
