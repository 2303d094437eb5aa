package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.ActivityKind;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.streams.completion.Oracle.Delivered;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.EventTime;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.Media;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Event.RunSummary;
import io.adjourn.vendors.Event.Said;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Event.VendorWords;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.Vendors;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A meeting as chance has it: a course that is mostly plausible, in one vendor's manner, and what became of it on the way:
 * repeated, told in other words, shuffled, lost, late.
 *
 * @param deliveries in the order of the log
 * @param until how far log time went after them
 */
record GeneratedMeeting(String vendor, CompletionRules rules, List<Delivered> deliveries, long until) {
    private static final Instant START = Instant.parse("2026-02-27T10:00:00Z");
    private static final Said UNSAID = new Said("", "", new EventTime(START, true, null));

    static GeneratedMeeting of(long seed) {
        var random = new Random(seed * 0x9E3779B97F4A7C15L);
        Vendor vendor =
                Vendors.KNOWN.all().get(random.nextInt(Vendors.KNOWN.all().size()));
        List<Delivered> deliveries = new Course(vendor, random, new Random(seed)).delivered();
        long last = deliveries.getLast().logTime();
        Duration rest =
                pick(random, Duration.ofSeconds(5), Duration.ofMinutes(11), Duration.ofHours(7), Duration.ofDays(15));
        return new GeneratedMeeting(vendor.id(), vendor.completionRules(), deliveries, last + rest.toMillis());
    }

    /** An event with its identity: by whatever words it is told. */
    private record Identified(long id, Event event) {}

    /** What the bot went through, delivery by delivery, in the making. */
    private static final class Course {
        private final String vendor;
        private final CompletionRules rules;
        private final Random random;
        private final Random provenance;
        private final boolean plausible;
        private final List<List<Identified>> told = new ArrayList<>();
        private Instant now = START;
        private @Nullable BotState previous;
        private boolean retrying;

        /** @param provenance says which deliveries were asked for: apart, so that the meetings stay the same */
        Course(Vendor vendor, Random random, Random provenance) {
            this.vendor = vendor.id();
            this.rules = vendor.completionRules();
            this.random = random;
            this.provenance = provenance;
            this.plausible = !oneIn(6);
            run();
            // Tried again, or the row opened again.
            while (oneIn(5)) {
                fruitless();
                run();
            }
            end();
            if (oneIn(12)) {
                run();
                end();
            }
            afterTheEnd();
            while (oneIn(8)) {
                told.add(
                        random.nextInt(told.size() + 1),
                        List.of(new Identified(
                                random.nextLong(), new Event.Activity(UNSAID, ActivityKind.CHAT_MESSAGE, "{}"))));
            }
        }

        /** An attempt that comes to nothing, as vendors tell it: by a reason, by a failure, or by the next attempt alone. */
        private void fruitless() {
            switch (random.nextInt(4)) {
                case 0 -> step(BotState.LEAVING, keptOut());
                case 1 -> end(BotState.FAILED);
                case 2 -> step(BotState.PROCESSING, keptOut());
                default -> step(BotState.WAITING_ROOM, keptOut());
            }
            if (oneIn(2)) {
                previous = BotState.FAILED;
                retrying = true;
                step(BotState.REQUESTED, null);
                retrying = false;
            }
        }

        private EndReason keptOut() {
            return pick(random, EndReason.WAITING_ROOM_TIMEOUT, EndReason.JOIN_DENIED, EndReason.CANNOT_JOIN);
        }

        private void run() {
            maybe(4, BotState.SCHEDULED);
            maybe(4, BotState.REQUESTED);
            for (int attempts = random.nextInt(3); attempts > 0; attempts--) {
                step(BotState.JOINING, null);
            }
            maybe(3, BotState.WAITING_ROOM);
            if (!oneIn(3)) {
                step(BotState.IN_MEETING, oneIn(8) ? EndReason.RECORDING_DENIED : null);
                maybe(2, BotState.RECORDING);
                maybe(6, BotState.RECORDING_PAUSED);
                maybe(6, BotState.RECORDING);
            }
            while (!plausible && oneIn(2)) {
                step(pick(random, BotState.values()), oneIn(3) ? anyReason() : null);
            }
            if (oneIn(3)) {
                step(BotState.LEAVING, oneIn(2) ? anyReason() : null);
            }
            if (oneIn(3)) {
                step(BotState.PROCESSING, oneIn(5) ? anyReason() : null);
            }
        }

        private void end() {
            if (oneIn(vendor.equals("meetingbaas-v2") ? 2 : 25)) {
                tell(change(oneIn(3) ? BotState.FAILED : BotState.ENDED, null, false, summary(12)));
            }
            switch (random.nextInt(20)) {
                case 0, 1, 2 -> {}
                case 3, 4, 5, 6 -> end(BotState.FAILED);
                case 7 -> {
                    end(BotState.FAILED);
                    end(BotState.ENDED);
                }
                case 8 -> {
                    end(BotState.ENDED);
                    end(BotState.ENDED);
                    end(BotState.FAILED);
                }
                default -> end(BotState.ENDED);
            }
        }

        private void end(BotState state) {
            var events = new ArrayList<Event>();
            events.add(change(state, oneIn(3) ? null : anyReason(), true, summary(3)));
            if (state == BotState.ENDED && vendor.equals("attendee")) {
                events.add(artifact(ArtifactKind.RECORDING, null, ArtifactStatus.READY, now, true));
            }
            if (state == BotState.ENDED && vendor.startsWith("meetingbaas")) {
                artifactsInto(events);
            }
            tell(events.toArray(Event[]::new));
        }

        private void afterTheEnd() {
            var artifacts = new ArrayList<Event>();
            artifactsInto(artifacts);
            artifacts.forEach(this::tell);
            if (oneIn(vendor.equals("meetstream") ? 3 : 40)) {
                tell(new Event.ProcessingDone(said(time(6)), NO_WORDS, null));
            }
            if (oneIn(12)) {
                tell(new Event.DataDeletion(said(time(3)), NO_WORDS, null));
            }
            if (oneIn(20) || told.isEmpty()) {
                tell(new Event.DataDeletion(said(time(3)), NO_WORDS, null));
            }
        }

        private static final VendorWords NO_WORDS = new VendorWords(null, null, null);

        private void artifactsInto(List<Event> events) {
            for (ArtifactKind kind : rules.expects()) {
                ArtifactKind answer = kind == ArtifactKind.RECORDING
                        ? pick(random, ArtifactKind.RECORDING, ArtifactKind.AUDIO, ArtifactKind.VIDEO)
                        : kind;
                if (!oneIn(4)) {
                    said(events, answer);
                }
            }
            while (oneIn(3)) {
                said(
                        events,
                        pick(
                                random,
                                ArtifactKind.RECORDING,
                                ArtifactKind.AUDIO,
                                ArtifactKind.VIDEO,
                                ArtifactKind.TRANSCRIPT,
                                ArtifactKind.CHAT));
            }
        }

        /** Once, or again with another status. */
        private void said(List<Event> events, ArtifactKind kind) {
            String id = oneIn(6) ? pick(random, "a", "b") : null;
            do {
                ArtifactStatus status = oneIn(2)
                        ? ArtifactStatus.READY
                        : oneIn(12)
                                ? pick(random, ArtifactStatus.values())
                                : pick(
                                        random,
                                        ArtifactStatus.READY,
                                        ArtifactStatus.FAILED,
                                        ArtifactStatus.UNAVAILABLE,
                                        ArtifactStatus.SKIPPED,
                                        ArtifactStatus.PROCESSING);
                events.add(artifact(kind, id, status, time(3), false));
            } while (oneIn(4));
        }

        private void maybe(int chances, BotState state) {
            if (oneIn(chances)) {
                step(state, null);
            }
        }

        private void step(BotState state, @Nullable EndReason reason) {
            boolean over = state == BotState.ENDED || state == BotState.FAILED;
            tell(change(state, reason, over && oneIn(2), summary(15)));
        }

        private StateChange change(BotState state, @Nullable EndReason reason, boolean terminal, RunSummary run) {
            BotState before = retrying || vendor.equals("attendee") || oneIn(8) ? previous : null;
            previous = plausible ? state : pick(random, BotState.values());
            return new StateChange(
                    said(time(5)),
                    state,
                    before,
                    reason,
                    terminal,
                    new VendorWords(state.name(), null, terminal ? "over" : null),
                    new MeetingReference(null, null, oneIn(5) ? "https://meet.example/x" : null, null),
                    run,
                    oneIn(5) ? "{\"team\":\"acme\"}" : null);
        }

        private RunSummary summary(int chances) {
            if (!oneIn(chances)) {
                return RunSummary.NONE;
            }
            return new RunSummary(
                    oneIn(2) ? now.minusSeconds(random.nextInt(600)) : null,
                    oneIn(4) ? now.minusSeconds(random.nextInt(600)) : null,
                    oneIn(2) ? random.nextInt(5_000) / 2.0 : null,
                    oneIn(3),
                    oneIn(2) ? List.of("Ada", "Grace") : List.of(),
                    List.of(),
                    oneIn(6) ? pick(random, Set.<ArtifactKind>of(), Set.of(ArtifactKind.CHAT), rules.expects()) : null,
                    oneIn(6) ? now.plus(Duration.ofDays(random.nextInt(40))) : null);
        }

        private Artifact artifact(
                ArtifactKind kind, @Nullable String id, ArtifactStatus status, @Nullable Instant at, boolean implied) {
            Link link = status == ArtifactStatus.READY && oneIn(2) ? link() : null;
            return new Artifact(said(at), kind, status, implied, id, link, Media.NONE, null, null, null);
        }

        private Link link() {
            return new Link(
                    "https://media.example/a?signature=" + random.nextInt(100),
                    oneIn(2) ? null : now.plusSeconds(random.nextInt(20_000)));
        }

        private EndReason anyReason() {
            return pick(random, EndReason.values());
        }

        /** The next time by the vendor's clock, or, one time in so many, none. */
        private @Nullable Instant time(int chances) {
            if (oneIn(chances)) {
                return null;
            }
            // Often the same again, so that ties are common.
            now = now.plusSeconds(oneIn(3) ? 0 : random.nextInt(900));
            return plausible ? now : START.plusSeconds(random.nextInt(4) * 300L);
        }

        private static Said said(@Nullable Instant at) {
            return at == null ? UNSAID : new Said("", "", new EventTime(at, false, null));
        }

        private void tell(Event... events) {
            var identified = new ArrayList<Identified>();
            for (Event event : events) {
                identified.add(new Identified(random.nextLong(), event));
            }
            told.add(identified);
        }

        private List<Delivered> delivered() {
            var sent = new ArrayList<List<Identified>>();
            for (List<Identified> delivery : told) {
                for (int copies = oneIn(8) ? 0 : oneIn(3) ? 1 + random.nextInt(3) : 1; copies > 0; copies--) {
                    sent.add(oneIn(4) ? toldOtherwise(delivery) : delivery);
                }
            }
            if (sent.isEmpty()) {
                sent.add(told.getFirst());
            }
            mix(sent);
            var delivered = new ArrayList<Delivered>();
            long logTime = START.plusSeconds(30).toEpochMilli();
            for (List<Identified> delivery : sent) {
                logTime += pause().toMillis();
                long at = logTime;
                boolean pulled = provenance.nextInt(6) == 0;
                delivered.add(new Delivered(
                        at,
                        delivery.stream()
                                .map(event -> received(event, at, pulled))
                                .toList()));
            }
            return delivered;
        }

        private void mix(List<List<Identified>> sent) {
            switch (random.nextInt(3)) {
                case 0 -> Collections.shuffle(sent, random);
                case 1 -> {
                    for (int i = 1; i < sent.size(); i++) {
                        if (oneIn(3)) {
                            Collections.swap(sent, i - 1, i);
                        }
                    }
                }
                default -> {}
            }
        }

        private Duration pause() {
            return switch (random.nextInt(30)) {
                case 0 -> oneIn(3) ? Duration.ofDays(15) : Duration.ofDays(4);
                case 1 -> Duration.ofHours(7);
                case 2, 3 -> Duration.ofMinutes(100);
                case 4, 5, 6 -> Duration.ofMinutes(11);
                case 7, 8, 9, 10 -> Duration.ofSeconds(31);
                case 11, 12, 13 -> Duration.ZERO;
                default -> Duration.ofMillis(random.nextInt(4_000));
            };
        }

        /** Where the vendor gave no time, the time is that of receipt. */
        private static Fact received(Identified event, long logTime, boolean pulled) {
            var received = new Said("", "", new EventTime(Instant.ofEpochMilli(logTime), true, null));
            boolean untimed = event.event().said().time().inferred();
            return new Fact(event.id(), untimed ? with(received, event.event()) : event.event(), "V0", logTime, pulled);
        }

        /** The same facts in other words: without a time or a reason, with more names, with fresh links. */
        private List<Identified> toldOtherwise(List<Identified> delivery) {
            return delivery.stream()
                    .map(event -> new Identified(event.id(), otherwise(event.event())))
                    .toList();
        }

        private Event otherwise(Event event) {
            return switch (event) {
                case StateChange step ->
                    new StateChange(
                            oneIn(3) ? UNSAID : step.said(),
                            step.state(),
                            oneIn(3) ? null : step.previous(),
                            oneIn(2) ? null : step.endReason(),
                            step.terminal(),
                            step.words(),
                            step.meeting(),
                            oneIn(3) ? RunSummary.NONE : step.run(),
                            step.attributes());
                case Artifact artifact ->
                    new Artifact(
                            artifact.said(),
                            artifact.kind(),
                            artifact.status(),
                            artifact.implied(),
                            artifact.artifactId(),
                            artifact.link() == null ? null : link(),
                            artifact.media(),
                            null,
                            null,
                            null);
                case Event.ProcessingDone _, Event.DataDeletion _ -> oneIn(2) ? with(UNSAID, event) : event;
                case Event.Activity _, Event.Calendar _ -> event;
            };
        }

        private static Event with(Said said, Event event) {
            return switch (event) {
                case StateChange step ->
                    new StateChange(
                            said,
                            step.state(),
                            step.previous(),
                            step.endReason(),
                            step.terminal(),
                            step.words(),
                            step.meeting(),
                            step.run(),
                            step.attributes());
                case Artifact artifact ->
                    new Artifact(
                            said,
                            artifact.kind(),
                            artifact.status(),
                            artifact.implied(),
                            artifact.artifactId(),
                            artifact.link(),
                            artifact.media(),
                            null,
                            null,
                            null);
                case Event.ProcessingDone done -> new Event.ProcessingDone(said, done.words(), done.attributes());
                case Event.DataDeletion deletion ->
                    new Event.DataDeletion(said, deletion.words(), deletion.attributes());
                case Event.Activity activity -> new Event.Activity(said, activity.kind(), activity.data());
                case Event.Calendar _ -> event;
            };
        }

        private boolean oneIn(int chances) {
            return random.nextInt(chances) == 0;
        }
    }

    @SafeVarargs
    private static <T> T pick(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }
}
