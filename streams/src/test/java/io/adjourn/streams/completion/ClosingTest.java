package io.adjourn.streams.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.WaitingFor;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.Vendors;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** When each vendor's meetings close, and by what. The notation of facts is that of {@link Notation}. */
class ClosingTest {
    private static final String EACH = "each";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    vexa           |                  | PT10M
                    meetstream     | AUDIO TRANSCRIPT | PT2H
                    attendee       | RECORDING        | PT2H
                    meetingbaas-v2 | RECORDING        | PT2H
                    meetingbaas-v1 | RECORDING        | PT2H
                    """)
    void shouldExpectAndWait(String vendor, @Nullable String expects, Duration settle) {
        Set<ArtifactKind> kinds = expects == null
                ? Set.of()
                : Arrays.stream(expects.split(" ")).map(ArtifactKind::valueOf).collect(Collectors.toSet());
        assertThat(rules(vendor))
                .isEqualTo(new CompletionRules(
                        kinds,
                        settle,
                        Duration.ofMinutes(15),
                        Duration.ofSeconds(60),
                        Duration.ofHours(6),
                        Duration.ofDays(14)));
    }

    /** At once, or so long after the log time of that minute's fact. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    vexa           | IN_MEETING@1 ENDED@30                                     | 30+PT10M | DEADLINE
                    vexa           | IN_MEETING@1 AUDIO=READY@29 ENDED@30                      | 30+PT10M | DEADLINE
                    vexa           | IN_MEETING@1 LEAVING@29 ENDED@30                          | 29+PT10M | DEADLINE
                    vexa           | WAITING_ROOM@1 ENDED!@30                                  | at once  | FAILURE
                    vexa           | IN_MEETING@1 ENDED!@30                                    | 30+PT10M | DEADLINE
                    vexa           | IN_MEETING@1 FAILED@30                                    | at once  | FAILURE
                    vexa           | IN_MEETING@1 ENDED@30 DONE@33                             | at once  | VENDOR_DONE
                    vexa           | IN_MEETING@1 DONE@33                                      | 33+PT60S | VENDOR_DONE
                    meetstream     | RECORDING@1 ENDED@30                                      | 30+PT2H  | DEADLINE
                    meetstream     | RECORDING@1 LEAVING@29 ENDED@30 AUDIO=READY@31            | 29+PT2H  | DEADLINE
                    meetstream     | ENDED@30 AUDIO=READY@31 VIDEO=READY@32                    | 30+PT2H  | DEADLINE
                    meetstream     | ENDED@30 AUDIO=READY@31 TRANSCRIPT=PROCESSING@32          | 30+PT2H  | DEADLINE
                    meetstream     | ENDED@30 AUDIO=READY@31 TRANSCRIPT=SKIPPED@32             | at once  | ALL_ARRIVED
                    meetstream     | AUDIO=READY@28 TRANSCRIPT=FAILED@29 ENDED@30              | at once  | ALL_ARRIVED
                    meetstream     | AUDIO=READY@28 TRANSCRIPT=READY@29                        | 29+PT6H  | DEADLINE
                    meetstream     | ENDED@30 AUDIO=READY@31 DONE@33                           | 33+PT60S | VENDOR_DONE
                    meetstream     | ENDED@30 AUDIO=READY@31 DONE@150                          | 30+PT2H  | DEADLINE
                    meetstream     | ENDED@30 AUDIO=READY@31 TRANSCRIPT=READY@32 DONE@33       | at once  | ALL_ARRIVED
                    meetstream     | RECORDING@1 AUDIO=READY@31 TRANSCRIPT=READY@32 DONE@33    | 33+PT60S | VENDOR_DONE
                    meetstream     | RECORDING@1 DONE@33                                       | 33+PT60S | VENDOR_DONE
                    meetstream     | JOINING@1 FAILED@2:JOIN_DENIED                            | at once  | FAILURE
                    meetstream     | JOINING@1 FAILED@2:JOIN_DENIED DONE@3                     | at once  | FAILURE
                    attendee       | RECORDING@1 PROCESSING@29 ENDED@30 RECORDING=implied@30   | at once  | ALL_ARRIVED
                    attendee       | WAITING_ROOM>PROCESSING@15 ENDED@16 RECORDING=implied@16  | at once  | FAILURE
                    attendee       | IN_MEETING@2:RECORDING_DENIED ENDED@16 RECORDING=implied@16 | at once | ALL_ARRIVED
                    attendee       | RECORDING@1 PROCESSING@29                                 | 29+PT2H  | DEADLINE
                    attendee       | JOINING@1 FAILED@2:WAITING_ROOM_TIMEOUT                   | at once  | FAILURE
                    meetingbaas-v2 | RECORDING@1 PROCESSING@29                                 | 29+PT2H  | DEADLINE
                    meetingbaas-v2 | RECORDING@1 PROCESSING@29 ENDED?@30                       | 30+PT15M | DEADLINE
                    meetingbaas-v2 | RECORDING@1 PROCESSING@29 FAILED?@30                      | 30+PT15M | DEADLINE
                    meetingbaas-v2 | PROCESSING@1 ENDED?@119                                   | 1+PT2H   | DEADLINE
                    meetingbaas-v2 | RECORDING=FAILED@29 ENDED?@30                             | 30+PT15M | DEADLINE
                    meetingbaas-v2 | ENDED?@29 ENDED@30 AUDIO=UNAVAILABLE@30                   | at once  | ALL_ARRIVED
                    meetingbaas-v2 | ENDED?@29 ENDED@30 TRANSCRIPT=READY@30                    | 29+PT2H  | DEADLINE
                    meetingbaas-v2 | ENDED@30 VIDEO=DELETED@30                                 | at once  | ALL_ARRIVED
                    meetingbaas-v2 | FAILED?@29 FAILED@30                                      | at once  | FAILURE
                    meetingbaas-v1 | RECORDING@1 PROCESSING@29                                 | 29+PT2H  | DEADLINE
                    meetingbaas-v1 | ENDED@~30 VIDEO=READY@~30                                 | at once  | ALL_ARRIVED
                    meetingbaas-v1 | LEAVING@7:JOIN_DENIED FAILED@~30                          | at once  | FAILURE
                    each           | SCHEDULED@1                                               | 1+P14D   | DEADLINE
                    each           | SCHEDULED@1 REQUESTED@2                                   | 2+P14D   | DEADLINE
                    each           | UNKNOWN@1                                                 | 1+P14D   | DEADLINE
                    each           | SCHEDULED@1 JOINING@2                                     | 2+PT6H   | DEADLINE
                    each           | JOINING@1 WAITING_ROOM@2                                  | 2+PT6H   | DEADLINE
                    each           | JOINING@1 RECORDING@2 RECORDING_PAUSED@3                  | 3+PT6H   | DEADLINE
                    each           | AUDIO=READY@5                                             | 5+PT6H   | DEADLINE
                    each           | RECORDING@1 DELETED@30                                    | at once  | DELETION
                    each           | ENDED@30 AUDIO=READY@31 TRANSCRIPT=READY@32 DELETED@60    | at once  | DELETION
                    each           | FAILED@30 DELETED@60                                      | at once  | DELETION
                    meetstream     | ENDED@29 FAILED@30 DONE@31                                | 31+PT60S | VENDOR_DONE
                    each           | RECORDING@1 FAILED@29 ENDED@30                            | at once  | FAILURE
                    """)
    void shouldClose(String vendor, String facts, String when, ClosedBy by) {
        List<String> vendors = vendor.equals(EACH)
                ? Vendors.KNOWN.all().stream().map(Vendor::id).toList()
                : List.of(vendor);
        assertThat(vendors).isNotEmpty().allSatisfy(id -> {
            List<Fact> told = Arrays.asList(Notation.facts(facts));
            String row = "the row of %s that begins with %s. Where the rule is to change: this row first, then Oracle"
                    .formatted(vendor, facts);
            assertThat(closingOf(Facts.folded(told.toArray(Fact[]::new)), rules(id)))
                    .as(row)
                    .extracting(closing -> at(closing.due()), Closing::by)
                    .containsExactly(at(due(when)), by);
            Collections.reverse(told);
            assertThat(closingOf(Facts.folded(told.toArray(Fact[]::new)), rules(id)))
                    .as("backwards, " + row)
                    .extracting(closing -> at(closing.due()), Closing::by)
                    .containsExactly(at(due(when)), by);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    meetstream     | SCHEDULED@1                               | START
                    meetstream     | JOINING@1                                 | END
                    vexa           | RECORDING@1 AUDIO=PROCESSING@2            | END
                    attendee       | RECORDING@1 PROCESSING@29                 | ARTIFACTS
                    meetingbaas-v2 | RECORDING@1 ENDED?@30                     | FINAL_END
                    meetstream     | RECORDING@1 ENDED@30 AUDIO=READY@31       | ARTIFACTS
                    meetstream     | RECORDING@1 ENDED@30 DONE@31              | STRAGGLERS
                    vexa           | RECORDING@1 ENDED@30                      | ARTIFACTS
                    """)
    void shouldSayWhatItWaitsFor(String vendor, String facts, WaitingFor what) {
        assertThat(closingOf(Facts.folded(Notation.facts(facts)), rules(vendor)).waitsFor())
                .isEqualTo(what);
    }

    @ParameterizedTest
    @EnumSource(ArtifactStatus.class)
    void shouldTakeForAnAnswerWhatIsFinal(ArtifactStatus status) {
        boolean answers = switch (status) {
            case READY, FAILED, UNAVAILABLE, SKIPPED, DELETED -> true;
            case PROCESSING, MISSING, UNKNOWN -> false;
        };
        Closing closing = closingOf(Notation.state("ENDED@30 VIDEO=" + status + "@31"), rules("meetingbaas-v2"));
        assertThat(closing.by()).isEqualTo(answers ? ClosedBy.ALL_ARRIVED : ClosedBy.DEADLINE);
    }

    @ParameterizedTest
    @EnumSource(ArtifactKind.class)
    void shouldTakeAudioAndVideoAndNothingElseForARecording(ArtifactKind kind) {
        boolean answers = switch (kind) {
            case RECORDING, AUDIO, VIDEO -> true;
            default -> false;
        };
        Closing closing = closingOf(Notation.state("ENDED@30 " + kind + "=READY@31"), rules("attendee"));
        assertThat(closing.by()).isEqualTo(answers ? ClosedBy.ALL_ARRIVED : ClosedBy.DEADLINE);
    }

    @ParameterizedTest
    @EnumSource(BotState.class)
    void shouldSettleFromTheFirstSignOfTheEndAndBePatientBeforeTheBotIsUnderway(BotState state) {
        Duration wait = switch (state) {
            case UNKNOWN, SCHEDULED, REQUESTED -> Duration.ofDays(14);
            case JOINING, WAITING_ROOM, IN_MEETING, RECORDING, RECORDING_PAUSED -> Duration.ofHours(6);
            case LEAVING, PROCESSING -> Duration.ofHours(2);
            case ENDED, FAILED -> Duration.ofMinutes(15);
        };
        assertThat(closingOf(Notation.state(state + (StateOrder.isEnd(state) ? "?@5" : "@5")), rules("meetingbaas-v2")))
                .isEqualTo(new Closing(Facts.logTime(5) + wait.toMillis(), ClosedBy.DEADLINE, waitsFor(state)));
    }

    /** Vendors' clocks may stand anywhere. */
    @Test
    void shouldCountByLogTimeAlone() {
        long logTime = Facts.logTime(7);
        for (int vendorMinute : new int[] {-600_000, 0, 600_000}) {
            var ended = Facts.change(Facts.said(vendorMinute, false), BotState.PROCESSING, null, false);
            assertThat(closingOf(Facts.folded(new Fact(1, ended, "M1", logTime)), rules("attendee")))
                    .isEqualTo(new Closing(
                            logTime + Duration.ofHours(2).toMillis(), ClosedBy.DEADLINE, WaitingFor.ARTIFACTS));
        }
    }

    private static WaitingFor waitsFor(BotState state) {
        return switch (state) {
            case UNKNOWN, SCHEDULED, REQUESTED -> WaitingFor.START;
            case JOINING, WAITING_ROOM, IN_MEETING, RECORDING, RECORDING_PAUSED -> WaitingFor.END;
            case LEAVING, PROCESSING -> WaitingFor.ARTIFACTS;
            case ENDED, FAILED -> WaitingFor.FINAL_END;
        };
    }

    private static Closing closingOf(MeetingState state, CompletionRules rules) {
        return Closing.of(state, Course.of(state, rules));
    }

    private static long due(String when) {
        int plus = when.indexOf('+');
        if (plus < 0) {
            return Closing.NOW;
        }
        long from = Facts.logTime(Integer.parseInt(when.substring(0, plus)));
        return from + Duration.parse(when.substring(plus + 1)).toMillis();
    }

    private static String at(long due) {
        return due == Closing.NOW ? "at once" : "0+" + Duration.ofMillis(due - Facts.logTime(0));
    }

    private static CompletionRules rules(String vendor) {
        return Vendors.KNOWN.byId(vendor).orElseThrow().completionRules();
    }
}
