package io.adjourn.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.config.Sources;
import io.adjourn.contracts.InstalledTopics;
import io.adjourn.contracts.Topics;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.streams.Samples;
import io.adjourn.streams.completion.Retention;
import io.adjourn.streams.metrics.Counters;
import io.adjourn.streams.normalize.Normalizer;
import io.adjourn.streams.plan.Planner;
import io.adjourn.streams.plan.Rules;
import io.adjourn.testing.LogRecorder;
import io.adjourn.tracing.Tracing;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.Vendors;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeetingTopologyTest {
    private static final String KEY = TopologyFixture.SOURCE + "/" + Bodies.BOT;

    @TempDir
    private Path stateDir;

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
    void shouldKeepItsShapeAndItsNames() throws IOException {
        var planner = new Planner(
                TopologyFixture.messages(new MockSchemaRegistryClient()),
                new Rules(Vendors.KNOWN, Sources.NONE),
                Retention.DEFAULT);
        var topology = MeetingTopology.build(
                InstalledTopics.DEFAULT,
                new Normalizer(Vendors.KNOWN),
                planner,
                new Counters(new SimpleMeterRegistry()),
                _ -> true,
                Retention.DEFAULT,
                Duration.ofMinutes(10),
                new Spans(Tracing.OFF, "test"));
        try (InputStream golden = getClass().getResourceAsStream("/topology.txt")) {
            assertThat(golden).as("golden file topology.txt").isNotNull();
            // A store renamed is a state lost: change the golden file only together with a migration.
            assertThat(topology.describe().toString())
                    .isEqualToNormalizingNewlines(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Nested
    class Closing {
        @Test
        void shouldCompleteOnceWhenTheTranscriptArrivesBeforeTheMeetingEnded() {
            deliver(Bodies.joining("00"), Bodies.inMeeting("01"), Bodies.transcript(), Bodies.stopped("40"));
            assertThat(stream.completions()).isEmpty();

            deliver(Bodies.audio(), Bodies.stopped("40"));

            MeetingCompletion completion = onlyCompletion();
            assertThat(completion.getOutcome()).isEqualTo(Outcome.COMPLETE);
            assertThat(completion.getClosedBy()).isEqualTo(ClosedBy.ALL_ARRIVED);
            assertThat(completion.getMeetingId()).isEqualTo(KEY);
            assertThat(completion.getRevision()).isEqualTo(1);
            assertThat(completion.getRaw().getOffset()).isEqualTo(4);
            assertThat(completion.getAttributes()).isEqualTo("{\"tenant\":\"acme\"}");
            assertThat(stream.rejected()).isEmpty();
        }

        @Test
        void shouldCloseAtOnceWhenTheHostRefused() {
            deliver(Bodies.joining("00"), Bodies.denied("02"));
            assertThat(onlyCompletion().getOutcome()).isEqualTo(Outcome.FAILED);
            assertThat(onlyCompletion().getEndReason()).isEqualTo(EndReason.JOIN_DENIED);
            assertThat(onlyCompletion().getClosedBy()).isEqualTo(ClosedBy.FAILURE);
        }

        @Test
        void shouldCloseByTheWallClockWhenThePartitionIsQuiet() {
            deliver(Bodies.inMeeting("01"), Bodies.stopped("40"), Bodies.audio());
            stream.timePasses(Duration.ofHours(2).minusSeconds(1));
            assertThat(stream.completions()).isEmpty();

            stream.timePasses(Duration.ofSeconds(2));

            MeetingCompletion completion = onlyCompletion();
            assertThat(completion.getOutcome()).isEqualTo(Outcome.PARTIAL);
            assertThat(completion.getMissing()).containsExactly(ArtifactKind.TRANSCRIPT);
            assertThat(completion.getClosedBy()).isEqualTo(ClosedBy.DEADLINE);
            assertThat(completion.getClosedAt()).isEqualTo(TopologyFixture.START.plus(Duration.ofHours(2)));
            assertThat(completion.getRaw()).isNull();
        }

        /** After a time in which nothing ran: what came meanwhile is read before the clock is believed. */
        @Test
        void shouldNotCloseByTheWallClockWhileNewsMayWaitToBeRead() {
            deliver(Bodies.inMeeting("01"), Bodies.stopped("40"), Bodies.audio());
            stream.backlogIsRead(false);
            stream.wallClockPasses(Duration.ofHours(3));
            stream.logTimePasses(Duration.ofHours(1));
            deliver(Bodies.transcript());
            assertThat(onlyCompletion().getClosedBy()).isEqualTo(ClosedBy.ALL_ARRIVED);
            assertThat(onlyCompletion().getOutcome()).isEqualTo(Outcome.COMPLETE);
        }

        @Test
        void shouldCloseByTheWallClockAgainOnceAllIsRead() {
            deliver(Bodies.inMeeting("01"), Bodies.stopped("40"), Bodies.audio());
            stream.backlogIsRead(false);
            stream.timePasses(Duration.ofHours(3));
            assertThat(stream.completions()).isEmpty();

            stream.backlogIsRead(true);
            stream.tick();

            assertThat(onlyCompletion().getClosedAt()).isEqualTo(TopologyFixture.START.plus(Duration.ofHours(2)));
        }

        @Test
        void shouldCloseWhatWasDueBeforeFoldingTheNextRecord() {
            deliver(Bodies.inMeeting("01"), Bodies.stopped("40"), Bodies.audio());
            stream.logTimePasses(Duration.ofHours(3));

            deliver(Bodies.transcript());

            assertThat(onlyCompletion().getMissing()).containsExactly(ArtifactKind.TRANSCRIPT);
            assertThat(onlyCompletion().getClosedAt()).isEqualTo(TopologyFixture.START.plus(Duration.ofHours(2)));
        }

        @Test
        void shouldGiveUpAMeetingWhoseEndWasLost() {
            deliver(Bodies.joining("00"), Bodies.inMeeting("01"));
            stream.timePasses(Duration.ofHours(5));
            deliver(Bodies.audio());
            stream.timePasses(Duration.ofHours(5));
            assertThat(stream.completions()).isEmpty();

            stream.timePasses(Duration.ofHours(1).plusSeconds(1));

            assertThat(onlyCompletion().getOutcome()).isEqualTo(Outcome.TIMED_OUT);
            assertThat(onlyCompletion().getState()).isEqualTo(BotState.RECORDING);
            assertThat(onlyCompletion().getClosedAt()).isEqualTo(TopologyFixture.START.plus(Duration.ofHours(11)));
        }

        @Test
        void shouldNotLetAVendorsClockDriveADeadline() {
            deliver(Bodies.inMeeting("01").replace("2026-02-27", "9998-02-27"));
            stream.timePasses(Duration.ofHours(6).plusSeconds(1));
            assertThat(onlyCompletion().getOutcome()).isEqualTo(Outcome.TIMED_OUT);
            assertThat(stream.lifecycle().getFirst().getOccurredAtInferred()).isTrue();
            assertThat(stream.lifecycle().getFirst().getVendorTime()).startsWith("9998-02-27");
        }

        @Test
        void shouldNotOpenAMeetingByActivityAlone() {
            deliver(Bodies.streamingError());
            stream.timePasses(Duration.ofDays(30));
            assertThat(stream.activity()).hasSize(1);
            assertThat(stream.completions()).isEmpty();
        }
    }

    @Nested
    class Opening {
        /** Of which meeting a connection's step tells, only the typed event beside it says. */
        @Test
        void shouldTakeMoreThanAConnection() {
            stream.deliver("vexa", text(Samples.of("vexa", "envelope-status-change-0.12-active")));
            assertThat(stream.lifecycle())
                    .singleElement()
                    .satisfies(event -> assertThat(event.getMeetingId()).isNull());
            assertThat(stream.meetings()).isEmpty();
            assertThat(stream.deadlines()).isEmpty();
        }
    }

    @Nested
    class Revisions {
        @Test
        void shouldReviseOnceWhenLateEventsComeTogether() {
            deliver(Bodies.inMeeting("01"), Bodies.stopped("40"));
            stream.timePasses(Duration.ofHours(2).plusSeconds(1));
            assertThat(onlyCompletion().getOutcome()).isEqualTo(Outcome.NOT_CAPTURED);

            deliver(Bodies.audio());
            stream.timePasses(Duration.ofSeconds(2));
            deliver(Bodies.transcript());
            assertThat(stream.completions()).hasSize(1);
            stream.timePasses(Duration.ofSeconds(4));

            assertThat(stream.completions()).hasSize(2);
            MeetingCompletion second = stream.completions().getLast();
            assertThat(second.getRevision()).isEqualTo(2);
            assertThat(second.getOutcome()).isEqualTo(Outcome.COMPLETE);
            assertThat(second.getClosedBy()).isEqualTo(ClosedBy.LATE_EVENT);
            assertThat(second.getClosedAt())
                    .isEqualTo(stream.completions().getFirst().getClosedAt());
            assertThat(stream.completions().getFirst().getChanged()).isNull();
            assertThat(second.getChanged()).containsExactly("outcome", "artifacts", "missing");
        }

        @Test
        void shouldNotReviseWhenALateEventChangesNothing() {
            deliver(Bodies.inMeeting("01"), Bodies.stopped("40"), Bodies.audio(), Bodies.transcript());
            deliver(Bodies.audio(), Bodies.stopped("40"));
            stream.timePasses(Duration.ofMinutes(1));
            assertThat(stream.completions()).hasSize(1);
        }

        @Test
        void shouldNotReviseWhenTheRecordSaysNothingOfWhatChanged() {
            deliver(Bodies.inMeeting("01"), Bodies.stopped("40"), Bodies.audio(), Bodies.transcript());
            deliver(Bodies.done("45"));
            stream.timePasses(Duration.ofMinutes(1));
            assertThat(stream.completions()).hasSize(1);
            stream.assertEveryMeetingHasItsDeadline();
        }

        @Test
        void shouldNotTakeBackWhatIsThereWhenAFailureFromBeforeIsToldAgain() {
            deliver(Bodies.inMeeting("01"), Bodies.stopped("40"), Bodies.audio(), Bodies.transcriptFailed());
            stream.timePasses(Duration.ofMinutes(1));
            deliver(Bodies.transcript());
            stream.timePasses(Duration.ofMinutes(1));
            deliver(Bodies.transcriptFailed());
            stream.timePasses(Duration.ofMinutes(1));

            assertThat(stream.completions())
                    .extracting(MeetingCompletion::getOutcome)
                    .containsExactly(Outcome.PARTIAL, Outcome.COMPLETE);
        }

        /** The wall clock closed the meeting while a delivery from before was on its way. */
        @Test
        void shouldNotReviseBeforeItClosed() {
            deliver(Bodies.inMeeting("01"), Bodies.stopped("40"));
            stream.timePasses(Duration.ofHours(2).plusSeconds(1));
            stream.logTimePasses(Duration.ofSeconds(-11));
            deliver(Bodies.audio());
            stream.timePasses(Duration.ofMinutes(1));
            deliver(Bodies.deletion());
            assertThat(stream.completions()).hasSize(3);
            assertThat(stream.completions())
                    .extracting(MeetingCompletion::getRevisedAt)
                    .isSorted();
        }

        @Test
        void shouldTellADeletionAtOnce() {
            deliver(Bodies.inMeeting("01"), Bodies.stopped("40"), Bodies.audio(), Bodies.transcript());
            deliver(Bodies.deletion());

            assertThat(stream.completions()).hasSize(2);
            MeetingCompletion second = stream.completions().getLast();
            assertThat(second.getOutcome()).isEqualTo(Outcome.DELETED);
            assertThat(second.getOutcomeBeforeDeletion()).isEqualTo(Outcome.COMPLETE);
            assertThat(second.getClosedBy()).isEqualTo(ClosedBy.DELETION);
            assertThat(second.getChanged()).contains("outcome", "artifacts", "outcome_before_deletion", "deleted_at");
            assertThat(second.getArtifacts())
                    .extracting(CompletionArtifact::getStatus)
                    .containsOnly(ArtifactStatus.DELETED);
        }
    }

    @Nested
    class Forgetting {
        @Test
        void shouldAddToTheRecordWhenSomethingComesAfterItsEventsAreForgotten() {
            deliver(Bodies.inMeeting("01"), Bodies.stopped("40"), Bodies.audio());
            stream.timePasses(Duration.ofHours(3));
            assertThat(onlyCompletion().getOutcome()).isEqualTo(Outcome.PARTIAL);

            stream.timePasses(Duration.ofDays(31));
            assertThat(stream.meeting(KEY).orElseThrow().isStub()).isTrue();
            deliver(Bodies.transcript());
            stream.timePasses(Duration.ofSeconds(10));

            assertThat(stream.completions()).hasSize(2);
            MeetingCompletion second = stream.completions().getLast();
            MeetingCompletion first = stream.completions().getFirst();
            assertThat(second.getRevision()).isEqualTo(2);
            assertThat(second.getOutcome()).isEqualTo(Outcome.COMPLETE);
            assertThat(second.getJoinedAt()).isEqualTo(first.getJoinedAt());
            assertThat(second.getTimeline()).isEqualTo(first.getTimeline());
            assertThat(second.getAttributes()).isEqualTo(first.getAttributes());
            assertThat(second.getClosedAt()).isEqualTo(first.getClosedAt());
            assertThat(second.getChanged()).containsExactly("outcome", "artifacts", "missing");
        }

        @Test
        void shouldNotReviseWhenAForgottenEventComesAgain() {
            deliver(Bodies.inMeeting("01"), Bodies.stopped("40"), Bodies.audio(), Bodies.transcript());
            stream.timePasses(Duration.ofDays(31));
            deliver(Bodies.stopped("40"), Bodies.audio());
            stream.timePasses(Duration.ofMinutes(1));
            assertThat(stream.completions()).hasSize(1);
        }

        @Test
        void shouldNotReviveWhatWasDeletedHoweverLateSomethingComes() {
            deliver(Bodies.inMeeting("01"), Bodies.stopped("40"), Bodies.audio(), Bodies.deletion());
            stream.timePasses(Duration.ofDays(31));
            deliver(Bodies.transcript());
            stream.timePasses(Duration.ofMinutes(1));
            assertThat(stream.completions().getLast().getOutcome()).isEqualTo(Outcome.DELETED);
            assertThat(stream.completions().getLast().getArtifacts())
                    .extracting(CompletionArtifact::getStatus)
                    .containsOnly(ArtifactStatus.DELETED);
        }

        @Test
        void shouldForgetAMeetingWholeInTheEnd() {
            deliver(Bodies.inMeeting("01"), Bodies.stopped("40"), Bodies.audio(), Bodies.transcript());
            // Once to shrink it, once to forget it: each is looked for when it is due.
            stream.timePasses(Duration.ofDays(31));
            stream.timePasses(Duration.ofDays(400));
            assertThat(stream.meeting(KEY)).isEmpty();
            assertThat(stream.deadlines()).isEmpty();
            assertThat(stream.completions()).hasSize(1);
        }

        @Test
        void shouldDeleteTheRecordOfADeletionWhenToldTo() {
            stream.close();
            stream = new TopologyFixture(
                    stateDir, new Retention(Duration.ofDays(30), Duration.ofDays(400), Duration.ofDays(7)));
            deliver(Bodies.inMeeting("01"), Bodies.stopped("40"), Bodies.audio(), Bodies.deletion());
            stream.timePasses(Duration.ofDays(6));
            assertThat(stream.records(Topics.COMPLETIONS)).noneMatch(record -> record.value() == null);

            stream.timePasses(Duration.ofDays(2));
            deliver(Bodies.transcript());
            stream.timePasses(Duration.ofMinutes(1));

            var records = stream.records(Topics.COMPLETIONS);
            assertThat(records.getLast().key()).isEqualTo(KEY);
            assertThat(records.getLast().value()).isNull();
        }
    }

    @Nested
    class Duplicates {
        @Test
        void shouldPublishAFactOnceHoweverOftenItComes() {
            deliver(Bodies.joining("00"), Bodies.joining("00"), Bodies.joining("01"));
            deliver(Bodies.streamingError(), Bodies.streamingError());

            assertThat(stream.lifecycle()).hasSize(2);
            assertThat(stream.activity()).hasSize(1);
            assertThat(stream.counted("adjourn.streams.deliveries", "outcome", "normalized"))
                    .isEqualTo(3);
            assertThat(stream.counted("adjourn.streams.deliveries", "outcome", "duplicate"))
                    .isEqualTo(2);
            assertThat(stream.counted("adjourn.streams.duplicates", "vendor", "meetstream"))
                    .isEqualTo(2);
        }

        /** A webhook and a callback, two subscriptions with ids of their own, two dialects' names for one step. */
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        meetingbaas-v2 | bot-completed                   | callback-completed        |                            |
                        attendee       | meeting-ended                   | meeting-ended             | 5a000015                   | 5a999915
                        vexa           | meeting-status-change-completed | meeting-completed-untyped | 2026-02-14T10:31:02.300001 | 2026-02-13T20:44:51
                        """)
        void shouldPublishAFactOnceByWhicheverWaysItComes(
                String vendor, String one, String other, @Nullable String replaced, @Nullable String by) {
            String first = text(Samples.of(vendor, one));
            String second = text(Samples.of(vendor, other)).replace("\"id\": 19", "\"id\": 16");
            second = replaced == null || by == null ? second : second.replace(replaced, by);
            stream.deliver(vendor, first);
            stream.deliver(vendor, second);

            assertThat(stream.lifecycle()).hasSize(1);
            assertThat(stream.counted("adjourn.streams.deliveries", "outcome", "duplicate"))
                    .isEqualTo(1);
            assertThat(stream.artifacts()).doesNotHaveDuplicates();
        }

        /** Another broker leads the partition, and its clock is a little behind. */
        @Test
        void shouldKnowAnActivityAgainWhenLogTimeStepsBack() {
            deliver(Bodies.streamingError());
            stream.logTimePasses(Duration.ofSeconds(-2));
            deliver(Bodies.streamingError());
            assertThat(stream.activity()).hasSize(1);
        }

        @Test
        void shouldForgetAnActivityAfterAWeek() {
            deliver(Bodies.streamingError());
            stream.timePasses(Duration.ofDays(8));
            deliver(Bodies.streamingError());
            assertThat(stream.activity()).hasSize(2);
        }
    }

    @Nested
    class Rejects {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        hello                                           | NOT_JSON
                        ''                                              | NOT_JSON
                        {"bot_id": "a", "bot_id": "b"}                  | NOT_JSON
                        [1, 2]                                          | NOT_RECOGNIZED
                        {"hello": "world"}                              | NOT_RECOGNIZED
                        {"event": "bot.joining"}                        | NO_SESSION
                        {"event": "bot.joining", "bot_id": "a/b"}       | NO_SESSION
                        {"event": "bot.joining", "bot_id": 17}          | NO_SESSION
                        """)
        void shouldRejectWithTheBytesAndGoOn(String body, RejectReason reason) {
            deliver(body, Bodies.joining("00"));

            assertThat(stream.rejected()).singleElement().satisfies(rejected -> {
                assertThat(rejected.getReason()).isEqualTo(reason);
                assertThat(rejected.getBody().array()).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
                assertThat(rejected.getStep()).isEqualTo("normalize");
                assertThat(rejected.getVendor()).isEqualTo("meetstream");
                assertThat(rejected.getHeaders()).hasSize(5);
                assertThat(rejected.getDetail()).isNotBlank();
            });
            assertThat(stream.lifecycle()).hasSize(1);
            assertThat(stream.counted("adjourn.streams.deliveries", "outcome", "rejected"))
                    .isEqualTo(1);
        }

        @Test
        void shouldRejectARecordUnderAnotherKey() {
            byte[] body = Bodies.joining("00").getBytes(StandardCharsets.UTF_8);
            stream.deliver("acme/another-bot", body, stream.headers("meetstream"));
            assertThat(stream.rejected().getFirst().getReason()).isEqualTo(RejectReason.KEY_MISMATCH);
        }

        @Test
        void shouldRejectWhatNoGatewayWrote() {
            stream.deliver("anything", new byte[] {1, 2, 3}, new RecordHeaders());
            stream.deliver("anything", new byte[0], stream.headers("no-such-vendor"));
            assertThat(stream.rejected())
                    .extracting(rejected -> rejected.getReason())
                    .containsExactly(RejectReason.UNKNOWN_VENDOR, RejectReason.UNKNOWN_VENDOR);
        }

        @Test
        void shouldRejectDeepJsonWithoutHarm() {
            deliver("[".repeat(10_000) + "]".repeat(10_000), Bodies.joining("00"));
            assertThat(stream.rejected().getFirst().getReason()).isEqualTo(RejectReason.NOT_JSON);
            assertThat(stream.lifecycle()).hasSize(1);
        }

        @Test
        void shouldRejectAndLeaveNoMarkWhenTheFaultIsOurs() {
            stream.close();
            stream = new TopologyFixture(stateDir, topic -> !topic.equals(Topics.COMPLETIONS));
            deliver(Bodies.joining("00"));

            deliver(Bodies.denied("02"));

            assertThat(stream.rejected()).singleElement().satisfies(rejected -> {
                assertThat(rejected.getReason()).isEqualTo(RejectReason.INTERNAL_ERROR);
                assertThat(rejected.getStep()).isEqualTo("fold");
            });
            assertThat(stream.lifecycle()).hasSize(1);
            deliver(Bodies.joining("00"));
            assertThat(stream.counted("adjourn.streams.deliveries", "outcome", "duplicate"))
                    .isEqualTo(1);
        }

        @Test
        void shouldRejectWhatATopicWouldRefuse() {
            String large = Bodies.streamingError().replace("provider away", "x".repeat(18 * 1024 * 1024));
            deliver(large);
            assertThat(stream.rejected()).singleElement().satisfies(rejected -> {
                assertThat(rejected.getReason()).isEqualTo(RejectReason.TOO_LARGE);
                assertThat(rejected.getDetail()).contains("meetings.activity.v1");
            });
        }
    }

    @Nested
    class WhatIsOpen {
        @Test
        void shouldBeCountedUntilItHasARecord() {
            deliver(Bodies.joining("00"));
            stream.timePasses(Duration.ofMinutes(10));
            assertThat(stream.gauged("adjourn.streams.open.meetings")).isEqualTo(1);
            assertThat(stream.gauged("adjourn.streams.oldest.open.meeting.seconds"))
                    .isEqualTo(600);

            deliver(Bodies.denied("02"));
            stream.timePasses(Duration.ofMinutes(1));

            assertThat(stream.gauged("adjourn.streams.open.meetings")).isZero();
            assertThat(stream.gauged("adjourn.streams.oldest.open.meeting.seconds"))
                    .isZero();
            assertThat(stream.completionsTimed()).isEqualTo(1);
        }
    }

    @Nested
    class TheUnknown {
        @Test
        void shouldBeKeptAndCountedByWhereItStood() {
            deliver(Bodies.joining("00").replace("{", "{\"new_field\": 1, "));
            deliver(Bodies.joining("01").replace("bot.joining", "bot.levitating"));

            assertThat(stream.rejected()).isEmpty();
            // Its status is known, so the second tells a state, too.
            assertThat(stream.lifecycle()).hasSize(2);
            assertThat(stream.activity().getFirst().getData()).contains("bot.levitating");
            assertThat(stream.counted("adjourn.streams.unknown", "path", "*")).isEqualTo(1);
            assertThat(stream.counted("adjourn.streams.unknown", "path", "event"))
                    .isEqualTo(1);
        }

        @Test
        void shouldBeLoggedOnceAnHourByItsPathWithoutTheRest() {
            try (var log = new LogRecorder()) {
                deliver(Bodies.joining("00").replace("{", "{\"new_field\": \"of somebody\", "));
                deliver(Bodies.joining("01").replace("{", "{\"new_field\": 2, \"newer_field\": 1, "));
                assertThat(drift(log)).hasSize(2);
                assertThat(drift(log).getFirst())
                        .contains("vendor=meetstream source=acme kind=field path=new_field", "raw=meetings.raw.v1/0/0")
                        .doesNotContain("of somebody");
                assertThat(drift(log).getLast()).contains("path=newer_field", "raw=meetings.raw.v1/0/1");

                stream.timePasses(Duration.ofMinutes(61));
                deliver(Bodies.joining("02").replace("{", "{\"new_field\": 3, "));
                assertThat(drift(log)).hasSize(3);
            }
        }

        private static List<String> drift(LogRecorder log) {
            return log.lines().stream()
                    .filter(line -> line.startsWith("WARN Vendor drift"))
                    .toList();
        }
    }

    @Nested
    class Headers {
        @Test
        void shouldDescribeEachEventAsACloudEvent() {
            deliver(Bodies.joining("00"));
            var record = stream.records(Topics.LIFECYCLE).getFirst();
            assertThat(record.key()).isEqualTo(KEY);
            assertThat(header(record.headers(), "ce_specversion")).isEqualTo("1.0");
            assertThat(header(record.headers(), "ce_id"))
                    .isEqualTo(stream.lifecycle().getFirst().getEventId());
            assertThat(header(record.headers(), "ce_source")).isEqualTo("/webhooks/acme");
            assertThat(header(record.headers(), "ce_type")).isEqualTo("io.adjourn.meeting.lifecycle.joining.v1");
            assertThat(header(record.headers(), "ce_time")).isEqualTo("2026-02-27T10:00:00.000001Z");
            assertThat(header(record.headers(), "ce_subject")).isEqualTo(KEY);
            assertThat(header(record.headers(), "traceparent")).startsWith("00-0af7651916cd43dd");
        }
    }

    private static String text(Body body) {
        return new String(body.bytes(), StandardCharsets.UTF_8);
    }

    private static String header(org.apache.kafka.common.header.Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private void deliver(String... bodies) {
        Arrays.stream(bodies).forEach(stream::deliver);
    }

    private MeetingCompletion onlyCompletion() {
        assertThat(stream.completions()).hasSize(1);
        return stream.completions().getFirst();
    }
}
