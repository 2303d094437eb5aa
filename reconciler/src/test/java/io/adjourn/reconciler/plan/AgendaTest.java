package io.adjourn.reconciler.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.OpenMeeting;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.WaitingFor;
import io.adjourn.vendors.Body;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgendaTest {
    private static final Instant START = Instant.parse("2026-11-30T12:00:00Z");
    private static final String MEETING = "acme/m-1";

    private final Recorded watcher = new Recorded();
    private Instant now = START;
    private Agenda agenda = agenda(PlainApi.SIMPLE);

    @Test
    void shouldAskOnceAboutAMeetingWithoutItsRecordingAndSayThatItIsRepaired() {
        agenda.completed(now, finding(Outcome.PARTIAL, ArtifactKind.RECORDING));

        Ask ask = onlyAsk(after("PT1M"));
        assertThat(ask.question().path()).isEqualTo("/bots/m-1");
        agenda.answered(now, ask, told());
        agenda.completed(now, finding(Outcome.COMPLETE));

        assertThat(asksUntil("P2D")).isEmpty();
        assertThat(watcher.repaired).containsExactly(Reason.PARTIAL);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"COMPLETE", "FAILED", "DELETED", "NOT_CAPTURED", "UNCONFIRMED", "UNKNOWN"})
    void shouldNotAskAboutWhatNeedsNoRepair(Outcome outcome) {
        agenda.completed(now, finding(outcome));

        assertThat(asksUntil("P2D")).isEmpty();
    }

    @Test
    void shouldNotAskAboutAnArtifactThatTheVendorCallsFailed() {
        agenda.completed(now, finding(Outcome.PARTIAL));

        assertThat(asksUntil("P2D")).isEmpty();
    }

    @Test
    void shouldAskAgainWithGrowingPausesAndGiveUp() {
        agenda.completed(now, finding(Outcome.TIMED_OUT));

        List<Instant> times = timesOfAsksUntil("P7D");

        assertThat(times).hasSize(6);
        for (int i = 1; i < times.size(); i++) {
            assertThat(Duration.between(times.get(i - 1), times.get(i)))
                    .isGreaterThanOrEqualTo(rules().pauses().shortest(i));
        }
    }

    @Test
    void shouldAskAboutAnOpenMeetingShortlyBeforeItCloses() {
        agenda.open(now, MEETING, open(WaitingFor.END, "PT6H", Set.of()));

        assertThat(asksUntil("PT5H49M")).isEmpty();
        assertThat(asksUntil("PT2M")).hasSize(1);
    }

    @Test
    void shouldAskNobodyWhoseHealthyMeetingOnlyWaitsForWhatNeedNotCome() {
        agenda.open(now, MEETING, open(WaitingFor.ARTIFACTS, "PT10M", Set.of()));
        agenda.open(now, "acme/m-2", open(WaitingFor.STRAGGLERS, "PT1M", Set.of(ArtifactKind.AUDIO)));
        asksUntil("PT9M");
        agenda.closed(MEETING);
        agenda.closed("acme/m-2");

        assertThat(asksUntil("P1D")).isEmpty();
        assertThat(watcher.asked).isEmpty();
    }

    @Test
    void shouldAskForTheEndOfAMeetingThatHasAllButIt() {
        agenda.open(now, MEETING, open(WaitingFor.ARTIFACTS, BotState.PROCESSING, "PT2H", Set.of()));

        assertThat(asksUntil("PT1H55M")).hasSize(1);
    }

    @Test
    void shouldNotAskAboutAMeetingThatClosedInTime() {
        agenda.open(now, MEETING, open(WaitingFor.ARTIFACTS, "PT2H", Set.of(ArtifactKind.AUDIO)));
        asksUntil("PT30M");
        agenda.closed(MEETING);

        assertThat(asksUntil("P1D")).isEmpty();
    }

    @Test
    void shouldAskOnlyOnceAboutAMeetingThatGoesOn() {
        agenda.open(now, MEETING, open(WaitingFor.END, "PT6H", Set.of()));
        Ask ask = onlyAsk(after("PT5H55M"));
        agenda.answered(now, ask, told());

        assertThat(asksUntil("PT30M")).isEmpty();
    }

    @Test
    void shouldHaveTheLastWebhookSentAgainFirst() {
        agenda = agenda(new PlainApi(true, false, false, false));
        agenda.completed(now, finding(Outcome.TIMED_OUT));

        Ask resend = onlyAsk(after("PT1M"));
        assertThat(resend).isInstanceOf(Ask.Resend.class);
        agenda.answered(now, resend, new RequestResult.Told(new Body(new byte[0]), null));
        assertThat(asksUntil("PT1M")).isEmpty();

        Ask about = onlyAsk(after("PT2M"));
        assertThat(about).isInstanceOf(Ask.About.class);
    }

    @Test
    void shouldAskForTheNextArtifactWhereOneIsNotThere() {
        agenda = agenda(new PlainApi(false, false, false, true));
        agenda.completed(now, finding(Outcome.PARTIAL, ArtifactKind.RECORDING, ArtifactKind.TRANSCRIPT));

        answer(onlyAsk(after("PT1M")), told());
        answer(onlyAsk(after("PT1M")), new RequestResult.NotReady());

        assertThat(onlyAsk(after("PT1M")).question().endpoint()).isEqualTo("transcript");
    }

    @Test
    void shouldNotAskForTheCourseAgainWhereOnlyArtifactsAreInQuestion() {
        agenda = agenda(new PlainApi(false, false, false, true));
        agenda.completed(now, finding(Outcome.PARTIAL, ArtifactKind.RECORDING));
        answer(onlyAsk(after("PT1M")), new RequestResult.Told(new Body(new byte[0]), "an-etag"));
        answer(onlyAsk(after("PT1M")), new RequestResult.NotReady());

        Ask again = onlyAsk(after("PT10M"));
        assertThat(again).isInstanceOfSatisfying(Ask.About.class, about -> {
            assertThat(about.question().endpoint()).isEqualTo("recording");
            assertThat(about.etag()).isNull();
        });
    }

    @Test
    void shouldAskForTheCourseAgainWhereItHasNotBeenTold() {
        agenda = agenda(new PlainApi(false, false, false, true));
        agenda.completed(now, finding(Outcome.PARTIAL, ArtifactKind.RECORDING));
        answer(onlyAsk(after("PT1M")), new RequestResult.Failed("away"));

        assertThat(onlyAsk(after("PT10M")).question().endpoint()).isEqualTo("bot");
    }

    @Test
    void shouldAskOnceAboutWhatARecordOnlyInfersThoughItSaysTheSameAfterwards() {
        agenda.completed(now, inferred());
        answer(onlyAsk(after("PT1M")), told());
        assertThat(asksUntil("P1D")).isEmpty();

        var another = agenda(PlainApi.SIMPLE);
        agenda.changes().forEach((key, value) -> value.ifPresent(text -> another.restore(key, text)));
        agenda = another;
        agenda.completed(now, inferred());
        assertThat(asksUntil("P1D")).isEmpty();
    }

    @Test
    void shouldAskAboutAFailureThatMayHaveLeftSomething() {
        agenda.completed(now, finding(Outcome.FAILED, ArtifactKind.RECORDING));
        answer(onlyAsk(after("PT1M")), told());

        assertThat(asksUntil("P2D")).isEmpty();
    }

    @Test
    void shouldAskForWhatAnAnswerSaysThatAFailureMayHaveLeft() {
        agenda = agenda(new PlainApi(false, false, false, true));
        agenda.open(now, MEETING, open(WaitingFor.END, "PT1M", Set.of()));
        Ask ask = onlyAsk(after("PT50S"));
        agenda.closed(MEETING);
        agenda.completed(now, finding(Outcome.FAILED, ArtifactKind.RECORDING));
        answer(ask, told());

        assertThat(onlyAsk(after("PT10M")).question().endpoint()).isEqualTo("recording");
    }

    @Test
    void shouldAskOnceAboutEachFailureWhereThatIsWanted() {
        agenda = new Agenda(rules(null, true), List.of(party("acme", PlainApi.SIMPLE)), watcher);
        agenda.completed(now, finding(Outcome.FAILED));
        answer(onlyAsk(after("PT1M")), told());

        assertThat(asksUntil("P2D")).isEmpty();
    }

    @Test
    void shouldAskNothingMoreWhereSendingAgainWasEnough() {
        agenda = agenda(new PlainApi(true, false, false, false));
        agenda.completed(now, finding(Outcome.TIMED_OUT));
        answer(onlyAsk(after("PT1M")), new RequestResult.Told(new Body(new byte[0]), null));
        agenda.completed(now, finding(Outcome.COMPLETE));

        assertThat(asksUntil("P1D")).isEmpty();
        assertThat(watcher.repaired).containsExactly(Reason.TIMED_OUT);
    }

    @Test
    void shouldAskForArtifactsOnlyWhereTheStateWasNotEnough() {
        agenda = agenda(new PlainApi(false, false, false, true));
        agenda.completed(now, finding(Outcome.PARTIAL, ArtifactKind.RECORDING));
        agenda.completed(now, finding("acme/m-2", Outcome.PARTIAL, Set.of(ArtifactKind.RECORDING)));
        List<Ask> first = after("PT1M");
        assertThat(first).hasSize(2);
        first.forEach(ask -> agenda.answered(now, ask, told()));
        agenda.completed(now, finding(Outcome.COMPLETE));

        assertThat(onlyAsk(after("PT1M")).question().path()).isEqualTo("/bots/m-2/recording");
    }

    @Test
    void shouldLeaveASourceAloneWhoseKeyIsNotAcceptedAndGoOnWithOthers() {
        agenda = new Agenda(rules(), List.of(party("acme", PlainApi.SIMPLE), party("beta", PlainApi.SIMPLE)), watcher);
        for (int i = 0; i < 20; i++) {
            agenda.completed(now, finding("acme/m-" + i, Outcome.TIMED_OUT, Set.of()));
            agenda.completed(now, finding("beta/m-" + i, Outcome.TIMED_OUT, Set.of()));
        }

        var asked = new HashMap<String, Integer>();
        for (int i = 0; i < 300; i++) {
            now = now.plusSeconds(1);
            for (Ask ask : agenda.next(now, 1)) {
                asked.merge(ask.source(), 1, Integer::sum);
                agenda.answered(now, ask, ask.source().equals("acme") ? new RequestResult.Denied() : told());
            }
        }

        assertThat(asked).containsEntry("acme", 1);
        assertThat(asked.get("beta")).isGreaterThanOrEqualTo(20);
        assertThat(agenda.standings(now).getFirst().denied()).isTrue();
    }

    @Test
    void shouldWaitAsLongAsTheVendorAsksFor() {
        agenda.completed(now, finding(Outcome.TIMED_OUT));
        answer(onlyAsk(after("PT1M")), new RequestResult.Slow(Duration.ofMinutes(7)));

        assertThat(asksUntil("PT6M59S")).isEmpty();
        assertThat(asksUntil("PT2S")).hasSize(1);
    }

    @Test
    void shouldLeaveAVendorAloneThatFailsAndTryWithOneRequest() {
        for (int i = 0; i < 40; i++) {
            agenda.completed(now, finding("acme/m-" + i, Outcome.TIMED_OUT, Set.of()));
        }
        int asked = 0;
        for (int i = 0; i < 50; i++) {
            now = now.plusSeconds(1);
            for (Ask ask : agenda.next(now, 1)) {
                agenda.answered(now, ask, new RequestResult.Failed("connection refused"));
                asked++;
            }
        }

        assertThat(asked).isEqualTo(5);
        now = now.plus(Duration.ofMinutes(2));
        assertThat(agenda.next(now, 10)).hasSize(1);
    }

    @Test
    void shouldKeepToItsBudget() {
        for (int i = 0; i < 1_000; i++) {
            agenda.completed(now, finding("acme/m-" + i, Outcome.TIMED_OUT, Set.of()));
        }
        now = START.plusSeconds(60);
        int asked = 0;
        for (int i = 0; i < 59; i++) {
            now = now.plusSeconds(1);
            for (Ask ask : agenda.next(now, 100)) {
                agenda.answered(now, ask, told());
                asked++;
            }
        }

        assertThat(asked).isEqualTo(rules().ofSource().perMinute());
    }

    @Test
    void shouldFindAMeetingThatNobodyToldOf() {
        agenda = agenda(new PlainApi(false, true, false, false));
        agenda.open(now, "acme/known", open(WaitingFor.END, "PT6H", Set.of()));

        Ask page = onlyAsk(after("PT1S"));
        agenda.answered(now, page, page("known 2026-11-30T11:00:00Z true\nlost 2026-11-30T11:00:00Z true"));

        assertThat(watcher.unheard).isOne();
        assertThat(asksUntil("PT14M")).isEmpty();
        assertThat(onlyAsk(after("PT2M")).question().path()).isEqualTo("/bots/lost");
    }

    @Test
    void shouldNotAskAboutAListedBotOfWhichAWebhookCameLater() {
        agenda = agenda(new PlainApi(false, true, false, false));
        answer(onlyAsk(after("PT1S")), page("late 2026-11-30T11:00:00Z true"));
        agenda.completed(now, finding("acme/late", Outcome.COMPLETE, Set.of()));

        assertThat(asksUntil("PT50M")).isEmpty();
    }

    @Test
    void shouldReadAListByItsPagesAndEachBotOnce() {
        agenda = agenda(new PlainApi(false, true, false, false));
        answer(onlyAsk(after("PT1S")), page("a 2026-11-30T11:00:00Z true\nnext two"));
        Ask second = onlyAsk(after("PT2S"));
        assertThat(second.question().path()).contains("cursor=two");
        agenda.answered(now, second, page("a 2026-11-30T11:00:00Z true\nb 2026-11-30T11:00:00Z true"));

        assertThat(watcher.unheard).isEqualTo(2);
        // The next one lists what came since this one began, and a little before.
        assertThat(asksUntil("PT10M")).isEmpty();
        List<Ask> later = after("PT50M");
        assertThat(later)
                .extracting(ask -> ask.question().path())
                .anyMatch(path -> path.contains("cursor=null&since=2026-11-30T11:50:01Z"));
    }

    @Test
    void shouldEndAListThatGoesRound() {
        agenda = agenda(new PlainApi(false, true, false, false));
        answer(onlyAsk(after("PT1S")), page("next two"));
        answer(onlyAsk(after("PT2S")), page("next three"));
        answer(onlyAsk(after("PT2S")), page("next two"));

        assertThat(asksUntil("PT50M")).isEmpty();
    }

    @Test
    void shouldNameAWebhookThatTheVendorDeliveredAndNobodyHas() {
        agenda = agenda(new PlainApi(false, false, true, false));
        agenda.deliveriesKnownFrom(now.minus(Duration.ofHours(2)));
        agenda.delivered("acme", "evt-there", now);

        Ask sent = onlyAsk(after("PT1S"));
        agenda.answered(now, sent, page("""
                evt-there m-1 2026-11-30T11:30:00Z
                evt-lost m-2 2026-11-30T11:30:00Z
                evt-too-young m-3 2026-11-30T11:59:00Z
                evt-before-our-time m-4 2026-11-30T09:00:00Z"""));

        assertThat(watcher.undelivered).containsExactly("evt-lost");
        assertThat(onlyAsk(after("PT1M")).question().path()).isEqualTo("/bots/m-2");
    }

    @Test
    void shouldRenewALinkBeforeItEnds() {
        agenda = agenda(PlainApi.SIMPLE, Duration.ofDays(2));
        agenda.completed(now, withLink("PT4H"));

        assertThat(asksUntil("PT3H49M")).isEmpty();
        Ask ask = onlyAsk(after("PT2M"));
        agenda.answered(now, ask, told());
        agenda.completed(now, withLink("PT8H"));

        assertThat(asksUntil("PT3H")).isEmpty();
        assertThat(watcher.repaired).containsExactly(Reason.LINK);
    }

    @Test
    void shouldAskNothingTwiceWithinItsPauseAfterAKill() {
        agenda.completed(now, finding(Outcome.TIMED_OUT));
        now = now.plusSeconds(30);
        assertThat(agenda.next(now, 10)).hasSize(1);
        Map<String, String> journal = new HashMap<>();
        agenda.changes().forEach((key, value) -> journal.put(key, value.orElseThrow()));

        agenda = agenda(PlainApi.SIMPLE);
        journal.forEach(agenda::restore);
        agenda.completed(now, finding(Outcome.TIMED_OUT));

        assertThat(asksUntil(rules().pauses().shortest(1).toString())).isEmpty();
        assertThat(asksUntil("PT5M")).hasSize(1);
    }

    @Test
    void shouldTakeAnythingThatIsRemembered() {
        for (String value : List.of("", "{", "[]", "{}", "null", "{\"notBefore\":7}", "{\"listing\":[]}")) {
            agenda.restore("meeting/acme/m-1", value);
            agenda.restore("source/acme", value);
            agenda.restore("vendor/plain", value);
            agenda.restore("what/is/this", value);
            agenda.restore("", value);
        }
        agenda.completed(now, finding(Outcome.TIMED_OUT));

        assertThat(asksUntil("PT1M")).hasSize(1);
    }

    @Test
    void shouldRememberNothingOfHealthyMeetings() {
        for (int i = 0; i < 10_000; i++) {
            agenda.open(now, "acme/m-" + i, open(WaitingFor.END, "PT6H", Set.of()));
            agenda.closed("acme/m-" + i);
            agenda.completed(now, finding("acme/m-" + i, Outcome.COMPLETE, Set.of()));
        }

        assertThat(agenda.standings(now).getFirst().meetings()).isZero();
        assertThat(agenda.changes()).isEmpty();
        assertThat(agenda.knownMeetings()).isEqualTo(10_000);
    }

    private void answer(Ask ask, RequestResult answer) {
        agenda.answered(now, ask, answer);
    }

    private Ask onlyAsk(List<Ask> asks) {
        assertThat(asks).hasSize(1);
        return asks.getFirst();
    }

    /** What is asked at once when that time has passed. */
    private List<Ask> after(String duration) {
        now = now.plus(Duration.parse(duration));
        return agenda.next(now, 100);
    }

    /** What is asked in that time, second by second, each answered with nothing new. */
    private List<Ask> asksUntil(String duration) {
        Instant end = now.plus(Duration.parse(duration));
        var asks = new ArrayList<Ask>();
        Duration step = Duration.parse(duration).compareTo(Duration.ofHours(7)) > 0
                ? Duration.ofSeconds(30)
                : Duration.ofSeconds(1);
        while (now.plus(step).compareTo(end) <= 0) {
            now = now.plus(step);
            for (Ask ask : agenda.next(now, 100)) {
                asks.add(ask);
                agenda.answered(now, ask, new RequestResult.Unchanged());
            }
        }
        return asks;
    }

    private List<Instant> timesOfAsksUntil(String duration) {
        Instant end = now.plus(Duration.parse(duration));
        var times = new ArrayList<Instant>();
        while (now.isBefore(end)) {
            now = now.plusSeconds(30);
            for (Ask ask : agenda.next(now, 100)) {
                times.add(now);
                agenda.answered(now, ask, told());
            }
        }
        return times;
    }

    private static RequestResult told() {
        return new RequestResult.Told(new Body("{}".getBytes(UTF_8)), null);
    }

    private static RequestResult page(String text) {
        return new RequestResult.Told(new Body(text.getBytes(UTF_8)), null);
    }

    private Agenda agenda(PlainApi api) {
        return agenda(api, null);
    }

    private Agenda agenda(PlainApi api, @Nullable Duration keepLinks) {
        return new Agenda(rules(keepLinks), List.of(party("acme", api)), watcher);
    }

    private static Party party(String source, PlainApi api) {
        return new Party(source, "plain", "https://" + source, Set.of(ArtifactKind.RECORDING), api);
    }

    static ReconciliationRules rules() {
        return rules(null);
    }

    private static ReconciliationRules rules(@Nullable Duration keepLinks) {
        return rules(keepLinks, false);
    }

    private static ReconciliationRules rules(@Nullable Duration keepLinks, boolean failed) {
        return new ReconciliationRules(
                Duration.ofMinutes(10),
                Duration.ofDays(7),
                6,
                new Pauses(Duration.ofMinutes(5), Duration.ofHours(12), 42),
                false,
                failed,
                keepLinks,
                Duration.ofHours(1),
                Duration.ofDays(1),
                Duration.ofMinutes(15),
                Duration.ofHours(6),
                new Allowance(30, 5_000),
                new Allowance(120, 20_000));
    }

    private Finding finding(Outcome outcome, ArtifactKind... unanswered) {
        return finding(MEETING, outcome, Set.of(unanswered));
    }

    private Finding finding(String meeting, Outcome outcome, Set<ArtifactKind> unanswered) {
        return new Finding(meeting, "plain", outcome, ClosedBy.DEADLINE, unanswered, false, Map.of(), now, now);
    }

    private Finding inferred() {
        return new Finding(
                MEETING, "plain", Outcome.COMPLETE, ClosedBy.ALL_ARRIVED, Set.of(), true, Map.of(), START, START);
    }

    private Finding withLink(String endsAfter) {
        return new Finding(
                MEETING,
                "plain",
                Outcome.COMPLETE,
                ClosedBy.ALL_ARRIVED,
                Set.of(),
                false,
                Map.of(ArtifactKind.RECORDING, START.plus(Duration.parse(endsAfter))),
                START,
                now);
    }

    private OpenMeeting open(WaitingFor waitingFor, String due, Set<ArtifactKind> awaited) {
        boolean isOver = waitingFor == WaitingFor.ARTIFACTS || waitingFor == WaitingFor.STRAGGLERS;
        return open(waitingFor, isOver ? BotState.ENDED : BotState.RECORDING, due, awaited);
    }

    private OpenMeeting open(WaitingFor waitingFor, BotState state, String due, Set<ArtifactKind> awaited) {
        return OpenMeeting.newBuilder()
                .setMeetingId(MEETING)
                .setSource("acme")
                .setVendor("plain")
                .setSessionId("m-1")
                .setState(state)
                .setWaitingFor(waitingFor)
                .setDueAt(now.plus(Duration.parse(due)))
                .setClosesBy(ClosedBy.DEADLINE)
                .setClosesAs(Outcome.UNKNOWN)
                .setExpects(List.of())
                .setAwaited(List.copyOf(awaited))
                .setRevision(null)
                .setFirstSeenAt(now)
                .setLastNewsAt(now)
                .build();
    }
}
