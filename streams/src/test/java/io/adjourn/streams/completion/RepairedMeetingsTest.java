package io.adjourn.streams.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.SourcesFile;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.simulator.ApiFault;
import io.adjourn.simulator.Damaged;
import io.adjourn.simulator.DemoSources;
import io.adjourn.simulator.RepairVerdict;
import io.adjourn.simulator.Scenario;
import io.adjourn.simulator.ScenarioRun;
import io.adjourn.simulator.SimulatedApis;
import io.adjourn.simulator.SimulatedMeeting.Act;
import io.adjourn.simulator.SimulatedMeeting.Message;
import io.adjourn.simulator.SimulatedRequest;
import io.adjourn.simulator.Target;
import io.adjourn.testing.Tries;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Headers;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Normalization.Events;
import io.adjourn.vendors.Question;
import io.adjourn.vendors.ReadApi;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.Vendors;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Meetings of all vendors that have a read API, of which deliveries are lost, and these APIs asked about them, as the fold takes it:
 * without a topology, without whoever asks. {@code -Ddamaged.seed} and {@code -Ddamaged.count} say which.
 */
class RepairedMeetingsTest {
    private static final long SEED = Long.getLong("damaged.seed", 25);
    private static final int COUNT = Integer.getInteger("damaged.count", Tries.of(320));
    private static final Duration SILENCE = Duration.ofHours(6);
    private static final URI NOWHERE = URI.create("http://gateway.invalid");
    private static final Set<ArtifactKind> MADE =
            EnumSet.of(ArtifactKind.AUDIO, ArtifactKind.VIDEO, ArtifactKind.TRANSCRIPT);

    private final SimulatedApis apis = new SimulatedApis(SEED);
    private final HttpClient http = HttpClient.newHttpClient();
    private final Instant now = Instant.now();
    private final Map<String, List<MeetingCompletion>> records = new HashMap<>();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        apis.close();
        http.close();
    }

    /** Whether the answer comes before, between or after what is not lost, or when the meeting's record is there. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 1})
    void shouldEndInTheRecordsThatTheyMean(double lost) throws Exception {
        var random = new Random(SEED);
        List<Damaged> meetings = Damaged.all(programme(COUNT), lost);
        for (Damaged meeting : meetings) {
            apis.add(meeting.whole(), now);
            play(meeting, random.nextInt(2 + meeting.arriving().meeting().acts().size()));
        }

        var verdict = new RepairVerdict(meetings, this::revisions, apis.requests()::about);
        assertThat(verdict.complaints()).as("seed %d", SEED).isEmpty();
    }

    /** What comes again as an answer is no news. */
    @Test
    void shouldCountNothingTwiceThatBothTell() throws Exception {
        for (ScenarioRun run : programme(COUNT)) {
            apis.add(run, now);
            List<Event> sent = run.meeting().acts().stream()
                    .flatMap(act -> act.messages().stream())
                    .flatMap(message -> read(run, message).stream())
                    .toList();
            var without = new RecordOf(run);
            without.take(sent);
            var with = new RecordOf(run);
            with.take(sent);
            with.take(answers(run));

            assertThat(run.meeting().meant().orElseThrow().differences(with.last()))
                    .as("%s", run)
                    .isEqualTo(run.meeting().meant().orElseThrow().differences(without.last()));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HUGE")
    void shouldSayNothingUntrueWhateverTheApisAnswer(ApiFault fault) throws Exception {
        List<Damaged> meetings = Damaged.all(programme(COUNT / 3), 0.5);
        for (Damaged meeting : meetings) {
            apis.add(meeting.whole(), now);
            apis.lie(meeting.whole().target().source().name(), 1, Set.of(fault));
            play(meeting, 0);
        }

        var verdict = new RepairVerdict(meetings, this::revisions, apis.requests()::about);
        assertThat(meetings)
                .allSatisfy(meeting ->
                        assertThat(verdict.untrue(meeting)).as("%s", meeting).isEmpty());
    }

    private List<ScenarioRun> programme(int count) throws IOException, InvalidSourcesException {
        Path file = DemoSources.write(directory, Duration.ofHours(2), SILENCE);
        List<Target> targets = Target.of(SourcesFile.read(file, Vendors.KNOWN, Map.of()), NOWHERE).stream()
                .filter(target -> target.source().vendor().readApi().isPresent())
                .toList();
        return new Scenario(SEED, now)
                .meetings(targets, count, run -> run.meeting().meant().isPresent());
    }

    private List<MeetingCompletion> revisions(String meeting) {
        return records.getOrDefault(meeting, List.of());
    }

    /**
     * What arrives, with the vendor asked before the act of that number, where something is lost: before none after the last one, or,
     * with one more, after the meeting has closed.
     */
    private void play(Damaged meeting, int askedBefore) throws Exception {
        ScenarioRun run = meeting.arriving();
        var record = new RecordOf(run);
        List<Act> acts = run.meeting().acts();
        for (int i = 0; i <= acts.size() + 1; i++) {
            if (i > acts.size()) {
                record.closes();
            }
            if (i == askedBefore && !meeting.isWhole()) {
                record.take(answers(meeting.whole()));
            }
            if (i < acts.size()) {
                for (Message message : acts.get(i).messages()) {
                    record.take(read(run, message));
                }
            }
        }
        records.put(run.key(), record.revisions());
    }

    private static List<Event> read(ScenarioRun run, Message message) {
        Target target = run.target();
        SimulatedRequest request = target.genuine(message, 0, Instant.EPOCH);
        var headers = new HashMap<String, String>();
        request.proof().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        Vendor vendor = target.source().vendor();
        Instant received = Instant.now();
        Normalization read = vendor.normalize(new Delivery(message.body(0), Headers.of(headers), received));
        boolean ofMeeting = vendor.subjectOf(message.body(0)) instanceof Subject.Meeting;
        return ofMeeting && read instanceof Events events ? events.events() : List.of();
    }

    private List<Event> answers(ScenarioRun run) throws IOException, InterruptedException {
        Target target = run.target();
        ReadApi api = target.source().vendor().readApi().orElseThrow();
        String session = run.meeting().session();
        String key = SimulatedApis.keyOf(target.source().name());
        var events = new ArrayList<Event>();
        for (Question question : api.about(session, MADE)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(apis.open(target) + question.path()))
                    .header(api.key().name(), api.key().value(key))
                    .build();
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            var delivery = new Delivery(new Body(answer.body()), Headers.NONE, now);
            if (answer.statusCode() == 200
                    && api.normalize(question.endpoint(), session, delivery) instanceof Events read) {
                events.addAll(read.events());
            }
        }
        return events;
    }

    /** One meeting's record, told delivery by delivery. */
    private final class RecordOf {
        private final ScenarioRun run;
        private final PlayedMeeting meeting;
        private long logTime = now.toEpochMilli();

        RecordOf(ScenarioRun run) {
            this.run = run;
            this.meeting = new PlayedMeeting(run.target().source().rules());
        }

        void take(List<Event> events) {
            long at = logTime++;
            List<Fact> facts = events.stream()
                    .map(event -> new Fact(EventId.of(run.key(), event).prefix(), event, "any", at, false))
                    .toList();
            if (!facts.isEmpty()) {
                meeting.take(at, facts);
            }
        }

        /** Time passes until nothing is awaited any more. */
        void closes() {
            logTime += SILENCE.multipliedBy(2).toMillis();
            meeting.passes(logTime);
        }

        List<MeetingCompletion> revisions() {
            meeting.passes(logTime + Duration.ofDays(20).toMillis());
            return meeting.revisions().stream()
                    .map(PlayedMeeting.Told::completion)
                    .toList();
        }

        MeetingCompletion last() {
            return revisions().getLast();
        }
    }
}
