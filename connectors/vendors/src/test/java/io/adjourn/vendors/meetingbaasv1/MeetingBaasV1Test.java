package io.adjourn.vendors.meetingbaasv1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.adjourn.meetings.v1.ActivityKind;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.CalendarAction;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Event.Activity;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.Calendar;
import io.adjourn.vendors.Event.EventTime;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Event.RunSummary;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Event.VendorWords;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Normalization.Events;
import io.adjourn.vendors.Normalization.Rejected;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.VendorFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeetingBaasV1Test extends VendorFixture {
    MeetingBaasV1Test() {
        super(new MeetingBaasV1());
    }

    @Test
    void shouldWaitForARecordingAlone() {
        assertThat(vendor.completionRules())
                .isEqualTo(CompletionRules.of(Set.of(ArtifactKind.RECORDING), Duration.ofHours(2)));
    }

    @Nested
    class Statuses {

        @ParameterizedTest
        @CsvSource({
            "joining_call,          JOINING,          ",
            "in_waiting_room,       WAITING_ROOM,     ",
            "in_call_not_recording, IN_MEETING,       ",
            "in_call_recording,     RECORDING,        ",
            "recording_paused,      RECORDING_PAUSED, ",
            "recording_resumed,     RECORDING,        ",
            "call_ended,            PROCESSING,       ",
            "bot_rejected,          LEAVING,          JOIN_DENIED",
            "bot_removed,           LEAVING,          REMOVED_BY_PARTICIPANT",
            "waiting_room_timeout,  LEAVING,          WAITING_ROOM_TIMEOUT",
            "invalid_meeting_url,   LEAVING,          MEETING_NOT_FOUND",
            "meeting_error,         LEAVING,          INTERNAL_ERROR",
        })
        void shouldReachTheStateOfTheCode(String code, BotState state, @Nullable EndReason reason) {
            String body = status("'code':'%s','created_at':'2026-02-27T07:11:51.000Z'".formatted(code));
            StateChange change = changeOf(body);

            assertThat(change.state()).isEqualTo(state);
            assertThat(change.endReason()).isEqualTo(reason);
            assertThat(change.terminal()).isFalse();
            assertThat(change.previous()).isNull();
            assertThat(change.words()).isEqualTo(new VendorWords(code, null, null));
            assertThat(change.said().time())
                    .isEqualTo(new EventTime(Instant.parse("2026-02-27T07:11:51Z"), false, null));
            assertThat(change.said().vendorType()).isEqualTo("bot.status_change");
            assertThat(unknownOf(body)).isEmpty();
        }

        @Test
        void shouldTellWhenTheRecordingBegan() {
            assertThat(changeOf(status("'code':'in_call_recording','start_time':1772176311"))
                            .run())
                    .isEqualTo(new RunSummary(
                            null,
                            Instant.parse("2026-02-27T07:11:51Z"),
                            null,
                            false,
                            List.of(),
                            List.of(),
                            null,
                            null));
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "12.5", "-1", "'soon'", "null", "99999999999", "'+999999999-12-31T23:59:59Z'"})
        void shouldNotTellWhenTheRecordingBeganByATimeOfNoUse(String time) {
            assertThat(changeOf(status("'code':'in_call_recording','start_time':" + time))
                            .run())
                    .isEqualTo(RunSummary.NONE);
        }

        @Test
        void shouldKeepWhatTheVendorSaysOfAnError() {
            assertThat(changeOf(status(
                                    "'code':'meeting_error','error_type':'network','error_message':'Connection lost'"))
                            .words())
                    .isEqualTo(new VendorWords("meeting_error", "network", "Connection lost"));
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {"'transcribing', transcribing", "'JOINING_CALL', JOINING_CALL", "5, 5", "{}, {}", "'', ''"})
        void shouldKeepACodeThatNobodyKnows(String code, String word) {
            String body = status("'code':" + code);
            StateChange change = changeOf(body);

            assertThat(change.state()).isEqualTo(BotState.UNKNOWN);
            assertThat(change.endReason()).isNull();
            assertThat(change.terminal()).isFalse();
            assertThat(change.words().state()).isEqualTo(word.replace("'", ""));
            assertThat(unknownOf(body)).containsExactly("data.status.code");
        }

        @Test
        void shouldBearAStatusWithoutCode() {
            assertThat(changeOf(status("'code':null")).words()).isEqualTo(new VendorWords(null, null, null));
            assertThat(unknownOf(status("'code':null"))).isEmpty();
        }

        @Test
        void shouldBeTheSameFactByCodeAndTime() {
            assertThat(keysOfAll(
                            status("'code':'recording_paused','created_at':'2026-02-27T07:11:51.000Z'"),
                            status("'created_at':'2026-02-27T08:11:51+01:00','code':'recording_paused','start_time':1"),
                            status("'code':'recording_paused','created_at':1772176311")))
                    .containsOnly(keyOf(status("'code':'recording_paused','created_at':'2026-02-27T07:11:51Z'")));
            assertThat(keysOfAll(
                            status("'code':'recording_paused','created_at':'2026-02-27T07:11:51.000Z'"),
                            status("'code':'recording_resumed','created_at':'2026-02-27T07:11:51.000Z'"),
                            status("'code':'recording_paused','created_at':'2026-02-27T07:11:52.000Z'"),
                            status("'code':'recording_paused','created_at':'soon'"),
                            status("'code':'recording_paused'"),
                            status("'created_at':'2026-02-27T07:11:51.000Z'")))
                    .doesNotHaveDuplicates();
        }

        private String status(String fields) {
            return event("bot.status_change", "'status':{%s}".formatted(fields));
        }
    }

    @Nested
    class Ends {

        @ParameterizedTest
        @CsvSource({"complete, wire", "meeting.completed, dotted"})
        void shouldEndTheRun(String name, String dialect) {
            String body = event(name, "'speakers':['Zoë','Ada'],'event':'complete'");
            StateChange change = changeOf(body);

            assertThat(change.state()).isEqualTo(BotState.ENDED);
            assertThat(change.terminal()).isTrue();
            assertThat(change.endReason()).isEqualTo(EndReason.NORMAL_EXIT);
            assertThat(change.words()).isEqualTo(new VendorWords(null, null, null));
            assertThat(change.run())
                    .isEqualTo(new RunSummary(null, null, null, false, List.of(), List.of("Zoë", "Ada"), null, null));
            assertThat(change.said().time()).isEqualTo(new EventTime(RECEIVED_AT, true, null));
            assertThat(change.said().vendorType()).isEqualTo(name);
            assertThat(dialectOf(body)).isEqualTo(dialect);
            assertThat(unknownOf(body)).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "meeting_not_found,     MEETING_NOT_FOUND",
            "InvalidMeetingUrl,     MEETING_NOT_FOUND",
            "CannotJoinMeeting,     CANNOT_JOIN",
            "TimeoutWaitingToStart, WAITING_ROOM_TIMEOUT",
            "BotNotAccepted,        JOIN_DENIED",
            "access_denied,         JOIN_DENIED",
            "BotRemoved,            REMOVED_BY_PARTICIPANT",
            "authentication_error,  PLATFORM_AUTH",
            "network_error,         INTERNAL_ERROR",
            "internal_error,        INTERNAL_ERROR",
            "InternalError,         INTERNAL_ERROR",
        })
        void shouldFailForTheReasonOfTheError(String error, EndReason reason) {
            for (String name : List.of("failed", "meeting.failed")) {
                String body = event(name, "'error':'%s','message':'No luck'".formatted(error));
                StateChange change = changeOf(body);

                assertThat(change.state()).isEqualTo(BotState.FAILED);
                assertThat(change.terminal()).isTrue();
                assertThat(change.endReason()).isEqualTo(reason);
                assertThat(change.words()).isEqualTo(new VendorWords(null, error, "No luck"));
                assertThat(unknownOf(body)).isEmpty();
            }
        }

        @Test
        void shouldFailForNoKnownReasonByAnErrorThatNobodyKnows() {
            String body = event("failed", "'error':'bot_not_amused'");

            assertThat(changeOf(body).endReason()).isEqualTo(EndReason.UNKNOWN);
            assertThat(changeOf(body).words().reason()).isEqualTo("bot_not_amused");
            assertThat(unknownOf(body)).containsExactly("data.error");
        }

        @ParameterizedTest
        @CsvSource({
            // An error in the other spelling, and the code of a step.
            "bot_not_accepted,    JOIN_DENIED",
            "CANNOT_JOIN_MEETING, CANNOT_JOIN",
            "MeetingNotFound,     MEETING_NOT_FOUND",
            "waiting_room_timeout, WAITING_ROOM_TIMEOUT",
            "BotRejected,         JOIN_DENIED",
        })
        void shouldSayTheReasonOfAKnownWordInAnotherSpellingAndCountIt(String error, EndReason meant) {
            String body = event("failed", "'error':'" + error + "'");

            assertThat(changeOf(body).endReason()).isEqualTo(meant);
            assertThat(unknownOf(body)).containsExactly("data.error");
        }

        @Test
        void shouldFailWithoutAnyError() {
            assertThat(changeOf(event("failed", "")).endReason()).isEqualTo(EndReason.UNKNOWN);
            assertThat(unknownOf(event("failed", "'error':null"))).isEmpty();
        }

        @Test
        void shouldBeInTheMeetingOnceItStarted() {
            StateChange change = changeOf(event("meeting.started", ""));

            assertThat(change.state()).isEqualTo(BotState.IN_MEETING);
            assertThat(change.terminal()).isFalse();
            assertThat(change.said().time().inferred()).isTrue();
        }

        @Test
        void shouldBeOneEndByEitherNameWhateverElseItSays() {
            assertThat(keysOfAll(
                            event("complete", "'mp4':'https://m.example/v.mp4?token=a','speakers':['Ada']"),
                            event("complete", "'mp4':'https://m.example/v.mp4?token=b'"),
                            event("meeting.completed", "")))
                    .containsOnly(keyOf(event("complete", "")));
            assertThat(keysOfAll(
                            event("failed", "'error':'internal_error'"),
                            event("failed", "'error':'internal_error','message':'more'"),
                            event("meeting.failed", "'error':'internal_error'")))
                    .containsOnly(keyOf(event("failed", "'error':'internal_error'")));
            assertThat(keyOf(event("meeting.failed", ""))).isEqualTo(keyOf(event("failed", "")));
            assertThat(keysOfAll(event("complete", ""), event("failed", ""), event("meeting.started", "")))
                    .doesNotHaveDuplicates();
        }

        @Test
        void shouldFailOnceForEachError() {
            // One bot may fail, be sent again and fail for something else.
            assertThat(keysOfAll(
                            event("failed", "'error':'InternalError'"),
                            event("failed", "'error':'TimeoutWaitingToStart'"),
                            event("complete", "")))
                    .doesNotHaveDuplicates();
        }

        @Test
        void shouldKeepTheCustomersDataAndTheCalendarEvent() {
            StateChange change = changeOf(event("complete", "'extra':{'n':[1.50]},'event_uuid':'e-1'"));

            assertThat(change.attributes()).isEqualTo("{\"n\":[1.50]}");
            assertThat(change.meeting()).isEqualTo(new MeetingReference(null, null, null, "e-1"));
            assertThat(changeOf(event("complete", "'extra':{},'event_uuid':null"))
                            .attributes())
                    .isNull();
            assertThat(changeOf(event("complete", "'extra':[1]")).meeting()).isEqualTo(MeetingReference.NONE);
        }

        @Test
        void shouldTakeOfTheSpeakersThoseThatAreTexts() {
            assertThat(changeOf(event("complete", "'speakers':['Ada',null,5,{}]"))
                            .run()
                            .speakers())
                    .containsExactly("Ada");
            assertThat(changeOf(event("complete", "'speakers':null")).run()).isEqualTo(RunSummary.NONE);
        }
    }

    @Nested
    class Artifacts {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    // what complete says                                 | what becomes of it
                    "                                                     | TRANSCRIPT UNAVAILABLE",
                    "'mp4':'https://m.example/v'                          | VIDEO READY, TRANSCRIPT UNAVAILABLE",
                    "'mp4':null                                           | VIDEO UNAVAILABLE, TRANSCRIPT UNAVAILABLE",
                    "'mp4':''                                             | VIDEO UNAVAILABLE, TRANSCRIPT UNAVAILABLE",
                    "'mp4':5                                              | TRANSCRIPT UNAVAILABLE",
                    "'audio':'https://m.example/a'                        | AUDIO READY, TRANSCRIPT UNAVAILABLE",
                    "'transcript':null                                    | TRANSCRIPT UNAVAILABLE",
                    "'transcript':[]                                      | TRANSCRIPT UNAVAILABLE",
                    "'transcript':[{'speaker':'Ada'}]                     | TRANSCRIPT READY",
                    "'transcript':'https://m.example/t'                   | ",
                    "'mp4':'https://m.example/v','audio':'https://m.example/a','transcript':[{}] | VIDEO READY, AUDIO READY, TRANSCRIPT READY",
                })
        void shouldTellWhatThereIs(@Nullable String fields, @Nullable String artifacts) {
            assertThat(artifactsOf(event("complete", fields == null ? "" : fields)))
                    .isEqualTo(artifacts == null ? "" : artifacts);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "                                  | ",
                    "'transcript':[]                   | TRANSCRIPT UNAVAILABLE",
                    "'transcript':null                 | TRANSCRIPT UNAVAILABLE",
                    "'transcript':[{'speaker':'Ada'}]  | TRANSCRIPT READY",
                    "'mp4':'https://m.example/v'       | VIDEO READY",
                })
        void shouldSayNothingOfWhatADottedNameDoesNotMention(@Nullable String fields, @Nullable String artifacts) {
            assertThat(artifactsOf(event("meeting.completed", fields == null ? "" : fields)))
                    .isEqualTo(artifacts == null ? "" : artifacts);
        }

        @Test
        void shouldHaveLinksThatNobodyKnowsTheEndOf() {
            assertThat(eventsOf(event("complete", "'mp4':'https://m.example/v?x=1','audio':'https://m.example/a?x=2'")))
                    .filteredOn(Artifact.class::isInstance)
                    .map(Artifact.class::cast)
                    .extracting(
                            Artifact::kind,
                            Artifact::link,
                            artifact -> artifact.media().format())
                    .containsExactly(
                            tuple(ArtifactKind.VIDEO, new Link("https://m.example/v?x=1", null), "mp4"),
                            tuple(ArtifactKind.AUDIO, new Link("https://m.example/a?x=2", null), null),
                            tuple(ArtifactKind.TRANSCRIPT, null, null));
        }

        @Test
        void shouldKeepTheTranscriptAsItIsWritten() {
            String transcript = "[{'speaker':'Zoë','offset':1.50,'words':[{'start':1.50,'end':100.00,'word':'Café'}]}]";

            assertThat(contentOf(event("complete", "'transcript':" + transcript)))
                    .isEqualTo(text(transcript));
        }

        @Test
        void shouldReadALongTranscriptWhole() {
            String words = IntStream.range(0, 100_000)
                    .mapToObj(i -> "{'start':%d.25,'end':%d.75,'word':'word %d'}".formatted(i, i, i))
                    .collect(Collectors.joining(",", "[{'speaker':'Ada','words':[", "]}]"));
            String body = event("complete", "'transcript':" + words);

            assertThat(contentOf(body)).hasSizeGreaterThan(4_000_000).isEqualTo(text(words));
            assertThat(eventsOf(body))
                    .allMatch(event -> event.said().semanticKey().length() < 100);
            assertThat(unknownOf(body)).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "transcription_complete,  wire",
            "transcription.available, dotted",
            "transcription.updated,   dotted",
        })
        void shouldBeReadyOnceTranscribed(String name, String dialect) {
            Artifact artifact = (Artifact) eventOf(event(name, ""));

            assertThat(artifact.kind()).isEqualTo(ArtifactKind.TRANSCRIPT);
            assertThat(artifact.status()).isEqualTo(ArtifactStatus.READY);
            assertThat(artifact.implied()).isFalse();
            assertThat(artifact.content()).isNull();
            assertThat(artifact.said().time()).isEqualTo(new EventTime(RECEIVED_AT, true, null));
            assertThat(dialectOf(event(name, ""))).isEqualTo(dialect);
            assertThat(contentOf(event(name, "'transcript':[{}]"))).isEqualTo("[{}]");
        }

        @Test
        void shouldBeTheSameArtifactWhenItsLinkIsSignedAnew() {
            assertThat(artifactKeysOf("'mp4':'https://m.example/v?token=a','transcript':[{}]"))
                    .isEqualTo(artifactKeysOf("'mp4':'https://m.example/v?token=b','transcript':[{}]"))
                    .doesNotHaveDuplicates();
        }

        @Test
        void shouldBeAnotherFactWhenItContradicts() {
            assertThat(artifactKeysOf("'mp4':'https://m.example/v'"))
                    .doesNotContainAnyElementsOf(artifactKeysOf("'mp4':null,'transcript':[{}]"));
        }

        @Test
        void shouldTellOneTranscriptionFromAnotherByAllItSays() {
            String once = event("transcription_complete", "");

            assertThat(keysOfAll(once, event("transcription.available", ""))).containsOnly(keyOf(once));
            assertThat(keysOfAll(
                            once,
                            event("transcription_complete", "'transcript':[{}]"),
                            event("transcription_complete", "'transcript':[{'speaker':'Ada'}]"),
                            event("transcription.updated", "")))
                    .doesNotHaveDuplicates();
        }

        private List<String> artifactKeysOf(String fields) {
            return eventsOf(event("complete", fields)).stream()
                    .filter(Artifact.class::isInstance)
                    .map(artifact -> artifact.said().semanticKey())
                    .toList();
        }

        private @Nullable String contentOf(String body) {
            return ((Artifact) eventsOf(body).getLast()).content();
        }
    }

    @Nested
    class Calendars {

        @ParameterizedTest
        @CsvSource({
            "calendar.sync_events, SYNCED,          wire",
            "calendar.synced,      SYNCED,          dotted",
            "event.added,          EVENT_CREATED,   dotted",
            "event.updated,        EVENT_UPDATED,   dotted",
            "event.deleted,        EVENT_CANCELLED, dotted",
        })
        void shouldTellWhatHappenedToTheCalendar(String name, CalendarAction action, String dialect) {
            String body = "{'event':'%s','data':{'calendar_id':'c-1'}}".formatted(name);
            Calendar calendar = (Calendar) eventOf(body);

            assertThat(calendar.action()).isEqualTo(action);
            assertThat(calendar.calendar()).isEqualTo("c-1");
            assertThat(calendar.instances()).isEmpty();
            assertThat(calendar.said().time()).isEqualTo(new EventTime(RECEIVED_AT, true, null));
            assertThat(subjectOf(body)).isEqualTo(new Subject.Calendar("c-1"));
            assertThat(dialectOf(body)).isEqualTo(dialect);
        }

        @Test
        void shouldNameTheEventsConcerned() {
            Calendar synced = (Calendar)
                    eventOf(
                            "{'event':'calendar.sync_events','data':{'calendar_id':'c-1','last_updated_ts':'2026-02-27T07:11:51Z','affected_event_uuids':['e-1','e-2',null]}}");
            Calendar added =
                    (Calendar) eventOf("{'event':'event.added','data':{'calendar_id':'c-1','event_uuid':'e-3'}}");

            assertThat(synced.instances())
                    .extracting(Calendar.Instance::eventId)
                    .containsExactly("e-1", "e-2");
            assertThat(synced.said().time())
                    .isEqualTo(new EventTime(Instant.parse("2026-02-27T07:11:51Z"), false, null));
            assertThat(added.instances()).extracting(Calendar.Instance::eventId).containsExactly("e-3");
        }

        @Test
        void shouldBeTheSameFactByTimeAndElseByAllItSays() {
            String synced =
                    "{'event':'calendar.sync_events','data':{'calendar_id':'c-1','last_updated_ts':'2026-02-27T07:11:51Z'}}";

            assertThat(keysOfAll(
                            synced.replace("51Z", "51.000+00:00"),
                            synced.replace("sync_events", "synced"),
                            synced.replace("'}}", "','affected_event_uuids':['e-1']}}")))
                    .containsOnly(keyOf(synced));
            assertThat(
                            keysOfAll(
                                    synced,
                                    synced.replace("51Z", "52Z"),
                                    synced.replace("51Z", "soon"),
                                    "{'event':'calendar.synced','data':{'calendar_id':'c-1'}}",
                                    "{'event':'event.added','data':{'calendar_id':'c-1','event_uuid':'e-1'}}",
                                    "{'event':'event.added','data':{'calendar_id':'c-1','event_uuid':'e-2'}}",
                                    "{'event':'event.deleted','data':{'calendar_id':'c-1','event_uuid':'e-2'}}",
                                    "{'event':'event.updated','data':{'calendar_id':'c-1','event_uuid':'e-2','last_updated_ts':'2026-02-27T07:11:51Z'}}",
                                    "{'event':'event.updated','data':{'calendar_id':'c-1','event_uuid':'e-3','last_updated_ts':'2026-02-27T07:11:51Z'}}"))
                    .doesNotHaveDuplicates();
        }

        @ParameterizedTest
        @ValueSource(strings = {"{}", "{'calendar_id':null}", "{'calendar_id':'a/b'}", "{'bot_id':'b-1'}"})
        void shouldKeepAsActivityWhatNamesNoCalendar(String data) {
            String body = "{'event':'event.added','data':%s}".formatted(data);

            assertThat(eventOf(body)).isInstanceOfSatisfying(Activity.class, activity -> {
                assertThat(activity.kind()).isEqualTo(ActivityKind.INFO);
                assertThat(activity.data()).isEqualTo(text(body));
            });
            assertThat(subjectOf(body)).isEqualTo(new Subject.Unknown());
        }

        @Test
        void shouldNotTakeACalendarForAMeeting() {
            assertThat(subjectOf("{'event':'event.added','data':{'calendar_id':'c-1','bot_id':'b-1'}}"))
                    .isEqualTo(new Subject.Calendar("c-1"));
            assertThat(normalize("{'event':'complete','data':{'calendar_id':'c-1'}}"))
                    .isInstanceOf(Rejected.class);
        }
    }

    @Nested
    class NewNames {

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "'status':{'code':'in_call_recording'},  RECORDING, ",
                    "'status':{'code':'bot_rejected'},       LEAVING,   JOIN_DENIED",
                    "'error':'CannotJoinMeeting',            UNKNOWN,   CANNOT_JOIN",
                })
        void shouldSayWhatIsKnown(String fields, BotState state, @Nullable EndReason reason) {
            String body = event("bot.levitated", fields);

            assertThat(changeOf(body).state()).isEqualTo(state);
            assertThat(changeOf(body).endReason()).isEqualTo(reason);
            assertThat(changeOf(body).terminal()).isFalse();
            assertThat(eventsOf(body))
                    .hasSize(2)
                    .last()
                    .isInstanceOfSatisfying(
                            Activity.class, whole -> assertThat(whole.kind()).isEqualTo(ActivityKind.UNKNOWN));
            assertThat(unknownOf(body)).containsExactly("event");
        }

        @Test
        void shouldSayNothingWhereNothingIs() {
            assertThat(eventsOf(event("bot.levitated", "'status':{'code':'hovering'},'error':'gravity'")))
                    .hasSize(1);
        }

        @Test
        void shouldSayTheReasonBesideACodeThatIsNotKnown() {
            StateChange change =
                    changeOf(event("bot.status_change", "'status':{'code':'grounded','error_type':'BotNotAccepted'}"));

            assertThat(change.state()).isEqualTo(BotState.UNKNOWN);
            assertThat(change.endReason()).isEqualTo(EndReason.JOIN_DENIED);
        }
    }

    @Nested
    class Unknowns {

        @ParameterizedTest
        @ValueSource(strings = {"bot.completed", "bot.failed", "Complete", "meeting.levitated", ""})
        void shouldKeepWhatHasANameThatNobodyKnows(String name) {
            String body = event(name, "'new':[1.10,{}]");

            assertThat(eventOf(body)).isInstanceOfSatisfying(Activity.class, activity -> {
                assertThat(activity.kind()).isEqualTo(ActivityKind.UNKNOWN);
                assertThat(activity.data()).isEqualTo(text(body));
                assertThat(activity.said().vendorType()).isEqualTo(name);
            });
            assertThat(unknownOf(body)).containsExactlyInAnyOrder("data.*", "event");
        }

        @Test
        void shouldKeepWhatHasNoName() {
            assertThat(eventOf("{'data':{'bot_id':'b-1'}}").said().vendorType()).isEmpty();
            assertThat(unknownOf("{'data':{'bot_id':'b-1'}}")).isEmpty();
        }

        @Test
        void shouldKeepWithItsCalendarWhatNamesNoBot() {
            String body = "{'event':'calendar.shared','data':{'calendar_id':'c-1'}}";

            assertThat(subjectOf(body)).isEqualTo(new Subject.Calendar("c-1"));
            assertThat(((Activity) eventOf(body)).kind()).isEqualTo(ActivityKind.UNKNOWN);
        }

        @Test
        void shouldNoticeFieldsThatAreNew() {
            assertThat(unknownOf(event("complete", "'duration':5,'transcript':[{'words':[{'confidence':1}]}]")))
                    .containsExactlyInAnyOrder("data.*", "data.transcript.words.*");
            assertThat(unknownOf(event("complete", "'extra':{'any':{'thing':1}}")))
                    .isEmpty();
        }

        @Test
        void shouldBeTheSameFactOnlyWhenAllItSaysIs() {
            String chat = event("bot.chat", "'text':'hello'");

            assertThat(keyOf(chat)).isEqualTo(keyOf(chat.replace(",", " , ")));
            assertThat(keyOf(chat)).isNotEqualTo(keyOf(chat.replace("hello", "bye")));
        }
    }

    @Nested
    class Gotchas {

        /** A guide to migration shows it so. */
        @Test
        void shouldFindTheBotBesideTheData() {
            assertThat(subjectOf("{'event':'bot.completed','bot_id':'b-1','status':'completed'}"))
                    .isEqualTo(new Subject.Meeting("b-1"));
            assertThat(subjectOf("{'event':'complete','bot_id':'b-1','data':{}}"))
                    .isEqualTo(new Subject.Meeting("b-1"));
            assertThat(artifactsOf("{'event':'complete','bot_id':'b-1','mp4':'https://m.example/v','transcript':[{}]}"))
                    .isEqualTo("VIDEO READY, TRANSCRIPT READY");
        }

        @Test
        void shouldPreferTheBotWithinTheData() {
            assertThat(subjectOf("{'event':'complete','bot_id':'b-1','data':{'bot_id':'b-2'}}"))
                    .isEqualTo(new Subject.Meeting("b-2"));
        }

        @Test
        void shouldTakeATimeOfNoUseForNone() {
            assertThat(eventOf(event("bot.status_change", "'status':{'code':'call_ended','created_at':'soon'}"))
                            .said()
                            .time())
                    .isEqualTo(new EventTime(RECEIVED_AT, true, "soon"));
        }

        @Test
        void shouldNotDependOnTheTimeOfReceipt() {
            for (String body : List.of(
                    event("complete", "'mp4':'https://m.example/v','transcript':[{}]"),
                    event("transcription_complete", ""),
                    event("bot.status_change", "'status':{'code':'call_ended'}"),
                    "{'event':'calendar.synced','data':{'calendar_id':'c-1'}}")) {
                assertThat(keysOf(normalize(body, RECEIVED_AT)))
                        .isEqualTo(keysOf(normalize(body, RECEIVED_AT.plus(Duration.ofDays(400)))));
            }
        }

        @Test
        void shouldKeepItsSemanticKeysForGood() {
            assertThat(keyOf(event("complete", ""))).isEqualTo("9:COMPLETED,");
            assertThat(keyOf(event("failed", ""))).isEqualTo("6:FAILED,");
            assertThat(keyOf(event("failed", "'error':'InternalError'"))).isEqualTo("6:FAILED,13:InternalError,");
            assertThat(keyOf(event("meeting.started", ""))).isEqualTo("7:STARTED,");
            assertThat(eventsOf(event("complete", "'mp4':'https://m.example/v'")))
                    .extracting(event -> event.said().semanticKey())
                    .containsExactly(
                            "9:COMPLETED,",
                            "9:COMPLETED,5:VIDEO,5:READY,",
                            "9:COMPLETED,10:TRANSCRIPT,11:UNAVAILABLE,");
        }

        private List<String> keysOf(Normalization normalization) {
            return ((Events) normalization)
                    .events().stream().map(event -> event.said().semanticKey()).toList();
        }
    }

    @Nested
    class Rejections {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "{'event'                                            | NOT_JSON       | not JSON at line 1, column 9",
                    "[]                                                  | NOT_RECOGNIZED | JSON, but not an object",
                    "'complete'                                          | NOT_RECOGNIZED | JSON, but not an object",
                    "{}                                                  | NOT_RECOGNIZED | neither a bot_id nor a name that Meeting BaaS uses",
                    "{'event':'invoice.paid','data':{}}                  | NOT_RECOGNIZED | neither a bot_id nor a name that Meeting BaaS uses",
                    "{'event':'complete'}                                | NO_SESSION     | an event of Meeting BaaS without a usable bot_id",
                    "{'event':'complete','data':null}                    | NO_SESSION     | an event of Meeting BaaS without a usable bot_id",
                    "{'event':'failed','data':{'bot_id':null}}           | NO_SESSION     | an event of Meeting BaaS without a usable bot_id",
                    "{'event':'failed','data':{'bot_id':16}}             | NO_SESSION     | an event of Meeting BaaS without a usable bot_id",
                    "{'event':'bot.status_change','data':{'bot_id':''}}  | NO_SESSION     | an event of Meeting BaaS without a usable bot_id",
                    "{'event':'meeting.started','data':{'bot_id':'a/b'}} | NO_SESSION     | an event of Meeting BaaS without a usable bot_id",
                })
        void shouldSayWhy(String body, RejectReason reason, String detail) {
            assertThat(normalize(body)).isEqualTo(new Rejected(reason, detail));
            assertThat(subjectOf(body)).isEqualTo(new Subject.Unknown());
        }
    }

    private static String event(String name, String fields) {
        String more = fields.isEmpty() ? "" : "," + fields;
        return "{'event':'%s','data':{'bot_id':'b-1'%s}}".formatted(name, more);
    }

    /** Kinds and statuses, in a row. */
    private String artifactsOf(String body) {
        return eventsOf(body).stream()
                .filter(Artifact.class::isInstance)
                .map(Artifact.class::cast)
                .map(artifact -> artifact.kind() + " " + artifact.status())
                .collect(Collectors.joining(", "));
    }

    private Stream<String> keysOfAll(String... bodies) {
        return Stream.of(bodies).map(this::keyOf);
    }

    private static String text(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }
}
