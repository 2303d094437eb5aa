package io.adjourn.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Erasure;
import io.adjourn.contracts.ErasureSecrets;
import io.adjourn.contracts.Topics;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.LifecycleKind;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.MeetingLifecycle;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.streams.Samples;
import io.adjourn.streams.completion.KeptAttributes;
import io.adjourn.streams.completion.Retention;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.Vendors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's erasure is folded like a vendor's deletion, whenever it comes, and what follows it has no content. */
class ErasureTest {
    private static final String KEY = TopologyFixture.SOURCE + "/" + Bodies.BOT;
    private static final String ATTRIBUTE = "tenant";

    /** How a field is written in which there is nothing. */
    private static final Set<String> NOTHING = Set.of("null", "[]", "{}", "");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path stateDir;

    @SuppressWarnings("NullAway.Init") // set before each
    private TopologyFixture stream;

    @BeforeEach
    void start() {
        stream = new TopologyFixture(stateDir);
    }

    @AfterEach
    void stop() {
        stream.close();
    }

    @Test
    void shouldDeleteWhatTheMeetingHadAtOnceAndSayWhoAskedAndWhy() {
        deliver(Bodies.inMeeting("01"), Bodies.stopped("40"), Bodies.audio(), Bodies.transcript());
        assertThat(last().toString()).contains(ATTRIBUTE);

        erase();

        assertThat(last().getOutcome()).isEqualTo(Outcome.DELETED);
        assertThat(last().getClosedBy()).isEqualTo(ClosedBy.DELETION);
        assertThat(last().getVendorType()).isEqualTo(Erasure.TYPE);
        assertThat(last().getOutcomeBeforeDeletion()).isEqualTo(Outcome.COMPLETE);
        assertThat(last().getRevision()).isEqualTo(2);
        assertThat(last().toString()).doesNotContain(ATTRIBUTE);
        assertThat(stream.meetings().toString()).doesNotContain(ATTRIBUTE);
        MeetingLifecycle event = stream.lifecycle().getLast();
        assertThat(event.getKind()).isEqualTo(LifecycleKind.DATA_DELETION);
        assertThat(event.getMessage()).contains("dpo@example.com", "request 4711");
    }

    @Test
    void shouldCountASecondErasureAsADuplicate() {
        deliver(Bodies.inMeeting("01"), Bodies.stopped("40"), Bodies.audio(), Bodies.transcript());
        erase();
        erase();
        stream.timePasses(Duration.ofMinutes(1));

        assertThat(stream.completions()).hasSize(2);
        assertThat(last().getDuplicateCount()).isZero();
        assertThat(stream.counted("adjourn.streams.deliveries", "outcome", "duplicate"))
                .isEqualTo(1);
    }

    @Test
    void shouldRefuseContentToWhateverComesAfterIt() {
        deliver(Bodies.inMeeting("01"));
        erase();
        deliver(Bodies.stopped("40"), Bodies.audio(), Bodies.transcript(), Bodies.streamingError());
        stream.timePasses(Duration.ofHours(3));

        assertThat(last().getOutcome()).isEqualTo(Outcome.DELETED);
        assertThat(last().toString()).doesNotContain(ATTRIBUTE);
        assertThat(stream.artifacts()).hasSize(2).allSatisfy(artifact -> {
            assertThat(artifact.getUrl()).isNull();
            assertThat(artifact.getContent()).isNull();
        });
        assertThat(stream.lifecycle()).last().satisfies(stopped -> {
            assertThat(stopped.getMessage()).isNull();
            assertThat(stopped.getAttributes()).isNull();
        });
        assertThat(stream.activity())
                .last()
                .satisfies(activity -> assertThat(activity.getData()).isEqualTo("{}"));
    }

    /** Whatever field a schema says may have something of people. A new one has to be thought of, here and in the fold. */
    @Test
    void shouldLeaveNothingInAnyFieldThatMayHaveSomethingOfPeople() {
        for (Vendor vendor : Vendors.KNOWN.all()) {
            for (Body body : Samples.all(vendor.id())) {
                String key = vendor.subjectOf(body).key(TopologyFixture.SOURCE, body);
                if (vendor.subjectOf(body) instanceof Subject.Meeting
                        && stream.meeting(key).isEmpty()) {
                    stream.erase(erasure(key, vendor.id(), 0, 0));
                }
                stream.deliver(TopologyFixture.SOURCE, vendor.id(), body, stream.now());
            }
        }
        stream.timePasses(Duration.ofHours(3));

        var records = new ArrayList<SpecificRecord>();
        records.addAll(stream.completions());
        records.addAll(stream.artifacts());
        // Others are about accounts, or about nothing that could be identified.
        stream.lifecycle().stream()
                .filter(event ->
                        event.getMeetingId() != null && !event.getVendorType().equals(Erasure.TYPE))
                .forEach(records::add);
        stream.activity().stream().filter(event -> event.getMeetingId() != null).forEach(records::add);
        assertThat(records).hasSizeGreaterThan(100);
        assertThat(records)
                .allSatisfy(record ->
                        assertThat(ofPeople("", record)).as("%s", record).isEmpty());
    }

    private static List<String> ofPeople(String path, IndexedRecord record) {
        var found = new ArrayList<String>();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            String name = path + field.name();
            if ("nested".equals(field.getProp("pii"))) {
                List<?> nested = value instanceof List<?> list ? list : Collections.singletonList(value);
                nested.stream()
                        .filter(IndexedRecord.class::isInstance)
                        .map(IndexedRecord.class::cast)
                        .forEach(each -> found.addAll(ofPeople(name + ".", each)));
            } else if (!"none".equals(field.getProp("pii")) && !NOTHING.contains(String.valueOf(value))) {
                found.add(name + "=" + value);
            }
        }
        return found;
    }

    @Test
    void shouldHoldForAMeetingOfWhichNothingWasHeardYet() {
        erase();
        assertThat(last().getRevision()).isEqualTo(1);
        assertThat(last().getOutcome()).isEqualTo(Outcome.DELETED);

        deliver(Bodies.inMeeting("01"), Bodies.stopped("40"), Bodies.audio(), Bodies.transcript());
        stream.timePasses(Duration.ofHours(3));

        assertThat(last().getOutcome()).isEqualTo(Outcome.DELETED);
        assertThat(last().toString()).doesNotContain(ATTRIBUTE);
        assertThat(stream.artifacts())
                .allSatisfy(artifact -> assertThat(artifact.getUrl()).isNull());
    }

    @Test
    void shouldHoldForAStub() {
        deliver(Bodies.inMeeting("01"), Bodies.stopped("40"), Bodies.audio(), Bodies.transcript());
        stream.timePasses(Duration.ofDays(31));
        assertThat(stream.meeting(KEY).orElseThrow().isStub()).isTrue();

        erase();

        assertThat(last().getRevision()).isEqualTo(2);
        assertThat(last().toString()).doesNotContain(ATTRIBUTE);
        assertThat(stream.meetings().toString()).doesNotContain(ATTRIBUTE);
    }

    /** Its record stays in a compacted topic, and must be replaced there by one with a higher number. */
    @Test
    void shouldCountOnFromTheLastRecordWhereTheMeetingIsForgotten() {
        stream.erase(erasure(2, 41));

        assertThat(last().getEpoch()).isEqualTo(2);
        assertThat(last().getRevision()).isEqualTo(42);
    }

    @Test
    void shouldRejectWhatNobodySignedAndChangeNothing() {
        deliver(Bodies.inMeeting("01"), Bodies.stopped("40"), Bodies.audio(), Bodies.transcript());
        stream.erase(erasure(0, 1), new ErasureSecrets(List.of("another-secret-of-24-characters")));

        assertThat(stream.rejected()).singleElement().satisfies(reject -> {
            assertThat(reject.getReason()).isEqualTo(RejectReason.NOT_RECOGNIZED);
            assertThat(reject.getDetail()).contains("no secret of ADJOURN_ERASE_SECRETS has signed");
        });
        assertThat(last().getOutcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void shouldKeepOnlyTheAttributesThatAreNamed() {
        stream.close();
        stream = new TopologyFixture(stateDir, Retention.DEFAULT, KeptAttributes.only(List.of("crm_id")));
        String attributes = "{\"crm_id\": 7, \"organizer\": \"jane@example.com\"}";
        deliver(Bodies.inMeeting("01").replace("{\"tenant\": \"acme\"}", attributes));
        deliver(Bodies.stopped("40"), Bodies.audio(), Bodies.deletion());

        assertThat(last().getAttributes()).isEqualTo("{\"crm_id\":7}");
        assertThat(stream.meetings().toString()).doesNotContain("jane");

        deliver(Bodies.stopped("41").replace("{\"tenant\": \"acme\"}", attributes));
        assertThat(stream.lifecycle().getLast().getAttributes()).isEqualTo("{\"crm_id\":7}");
    }

    /** Kafka compacts no segment that is still written to: in a quiet partition this record is what ends it. */
    @Test
    void shouldFollowTheRecordOfADeletionWithOneMoreWithinADay() {
        deliver(Bodies.inMeeting("01"), Bodies.stopped("40"), Bodies.audio(), Bodies.deletion());
        int revision = last().getRevision();

        stream.timePasses(Duration.ofHours(14));
        assertThat(last().getRevision()).isEqualTo(revision + 1);
        assertThat(last().getOutcome()).isEqualTo(Outcome.DELETED);
        assertThat(last().getClosedBy()).isEqualTo(ClosedBy.DELETION);
        assertThat(last().getChanged()).isEmpty();

        passDays(20);
        assertThat(last().getRevision()).as("once is enough").isEqualTo(revision + 1);
    }

    @Test
    void shouldDeleteTheRecordBeforeAllIsForgotten() {
        stream.close();
        // Such a time is refused at start; but states may be older than settings.
        stream = new TopologyFixture(
                stateDir, new Retention(Duration.ofDays(3), Duration.ofDays(4), Duration.ofDays(90)));
        deliver(Bodies.inMeeting("01"), Bodies.stopped("40"), Bodies.audio(), Bodies.deletion());
        passDays(10);

        assertThat(stream.meetings()).isEmpty();
        assertThat(stream.records(Topics.COMPLETIONS).getLast().value()).isNull();
    }

    @Test
    void shouldDeleteRecordsThatAreTooOldAndAllThatTheySaid() {
        stream.close();
        stream = new TopologyFixture(
                stateDir,
                new Retention(
                        Duration.ofDays(30), Duration.ofDays(400), null, Duration.ofDays(60), Duration.ofDays(1)));
        deliver(Bodies.inMeeting("01"), Bodies.stopped("40"), Bodies.audio(), Bodies.transcript());
        passDays(59);
        assertThat(stream.records(Topics.COMPLETIONS)).hasSize(1);
        passDays(3);

        assertThat(stream.records(Topics.COMPLETIONS).stream().filter(record -> record.value() == null))
                .as("the tombstone, and the one that follows it")
                .hasSize(2);
        assertThat(stream.meetings().toString()).doesNotContain(ATTRIBUTE);

        deliver(Bodies.transcript(), Bodies.stopped("40"));
        stream.timePasses(Duration.ofMinutes(1));
        assertThat(stream.records(Topics.COMPLETIONS)).as("none may follow").hasSize(3);
        assertThat(stream.artifacts().getLast().getUrl()).isNull();
        assertThat(stream.lifecycle().getLast().getAttributes()).isNull();
    }

    private void erase() {
        stream.erase(erasure(0, 0));
    }

    private Erasure erasure(int epoch, int revision) {
        return erasure(KEY, "meetstream", epoch, revision);
    }

    private Erasure erasure(String key, String vendor, int epoch, int revision) {
        return new Erasure(
                key,
                vendor,
                "00000000-0000-4000-8000-000000000042",
                "dpo@example.com",
                "request 4711",
                stream.now(),
                epoch,
                revision);
    }

    private void deliver(String... bodies) {
        for (String body : bodies) {
            stream.deliver(body);
        }
    }

    private void passDays(int days) {
        for (int day = 0; day < days; day++) {
            stream.timePasses(Duration.ofDays(1));
        }
    }

    private MeetingCompletion last() {
        return stream.completions().getLast();
    }
}
