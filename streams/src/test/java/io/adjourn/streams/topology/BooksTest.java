package io.adjourn.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.streams.Samples;
import io.adjourn.streams.completion.Meeting;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.Vendors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** After a storm of everything that vendors send, and more, the counters say what the topics hold. Each case is its seed. */
class BooksTest {
    private static final List<String> SOURCES = List.of("acme-one", "acme-two");
    private static final int COPIES = 3;
    private static final List<Topic> EVENTS =
            List.of(Topics.LIFECYCLE, Topics.ARTIFACTS, Topics.ACTIVITY, Topics.CALENDAR);

    private record Sent(String source, String vendor, Body body) {}

    static LongStream seeds() {
        return LongStream.range(0, 3);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldCloseForEachVendorAndSource(long seed, @TempDir Path stateDir) {
        var random = new Random(seed);
        List<Sent> storm = storm(random);
        try (var stream = new TopologyFixture(stateDir)) {
            for (Sent sent : storm) {
                stream.deliver(sent.source(), sent.vendor(), sent.body(), stream.now());
                if (random.nextInt(50) == 0) {
                    stream.timePasses(Duration.ofMinutes(1 + random.nextInt(20)));
                }
            }
            for (Vendor vendor : Vendors.KNOWN.all()) {
                for (String source : SOURCES) {
                    assertThat(deliveries(stream, source, vendor.id()))
                            .as("%s of %s: normalized + duplicate + rejected + ignored", source, vendor.id())
                            .isEqualTo(storm.stream()
                                    .filter(sent -> sent.source().equals(source)
                                            && sent.vendor().equals(vendor.id()))
                                    .count());
                    assertThat(stream.measured(
                                    "adjourn.streams.open.meetings", "source", source, "vendor", vendor.id()))
                            .as("open meetings of %s of %s", source, vendor.id())
                            .isEqualTo(open(stream, source, vendor.id()));
                }
                assertTopicsAgree(stream, vendor.id());
            }
            assertThat(stream.measured("adjourn.streams.deliveries", "outcome", "normalized"))
                    .isPositive();
            assertThat(stream.measured("adjourn.streams.deliveries", "outcome", "duplicate"))
                    .isPositive();
            assertThat(stream.measured("adjourn.streams.open.meetings")).isPositive();
        }
    }

    private static void assertTopicsAgree(TopologyFixture stream, String vendor) {
        List<SpecificRecord> events = EVENTS.stream()
                .flatMap(topic -> values(stream, topic))
                .filter(record -> vendor.equals(record.get(field(record, "vendor"))))
                .toList();
        assertThat(stream.measured("adjourn.streams.events", "vendor", vendor))
                .as("events of %s", vendor)
                .isEqualTo(events.size());
        var ids = new HashSet<Object>();
        assertThat(events).allMatch(event -> ids.add(event.get(field(event, "event_id"))));

        assertThat(stream.measured("adjourn.streams.deliveries", "vendor", vendor, "outcome", "rejected"))
                .as("rejected of %s", vendor)
                .isEqualTo(stream.measured("adjourn.streams.rejected", "vendor", vendor))
                .isEqualTo(stream.rejected().stream()
                        .filter(rejected -> vendor.equals(rejected.getVendor()))
                        .count())
                .isGreaterThanOrEqualTo(COPIES);

        List<MeetingCompletion> completions = stream.completions().stream()
                .filter(completion -> completion.getVendor().equals(vendor))
                .toList();
        for (Outcome outcome : Outcome.values()) {
            assertThat(stream.measured(
                            "adjourn.streams.completions",
                            "vendor",
                            vendor,
                            "outcome",
                            outcome.name().toLowerCase(Locale.ROOT)))
                    .as("%s of %s", outcome, vendor)
                    .isEqualTo(completions.stream()
                            .filter(completion -> completion.getOutcome() == outcome)
                            .count());
        }
    }

    private static List<Sent> storm(Random random) {
        var storm = new ArrayList<Sent>();
        for (Vendor vendor : Vendors.KNOWN.all()) {
            Stream.concat(Samples.all(vendor.id()).stream(), Stream.of(garbage()))
                    .forEach(body -> {
                        for (int copy = 0; copy < COPIES; copy++) {
                            SOURCES.forEach(source -> storm.add(new Sent(source, vendor.id(), body)));
                        }
                    });
        }
        Collections.shuffle(storm, random);
        return storm;
    }

    private static Body garbage() {
        return new Body("no JSON at all".getBytes(StandardCharsets.UTF_8));
    }

    private static long deliveries(TopologyFixture stream, String source, String vendor) {
        return Stream.of("normalized", "duplicate", "rejected", "ignored")
                .mapToLong(outcome -> stream.measured(
                        "adjourn.streams.deliveries", "source", source, "vendor", vendor, "outcome", outcome))
                .sum();
    }

    private static long open(TopologyFixture stream, String source, String vendor) {
        return stream.meetings().entrySet().stream()
                .filter(meeting -> meeting.getKey().startsWith(source + "/")
                        && meeting.getValue().vendor().equals(vendor))
                .map(meeting -> meeting.getValue())
                .filter(Meeting::isOpen)
                .count();
    }

    private static Stream<SpecificRecord> values(TopologyFixture stream, Topic topic) {
        return stream.records(topic).stream().map(record -> (SpecificRecord) record.value());
    }

    private static int field(SpecificRecord record, String name) {
        return record.getSchema().getField(name).pos();
    }
}
