package io.adjourn.reconciler.plan;

import io.adjourn.contracts.MeetingKey;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.OpenMeeting;
import io.adjourn.vendors.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whom to ask what, and when: by exception only, within budgets, never twice within a pause. Has no clock and asks nobody: it is
 * given what the topics say and what becomes of each request, with the time.
 *
 * <p>What it must not forget is in {@link #changes}: written before the requests of {@link #next} are sent, and given back to
 * {@link #restore} in another process, a kill at any moment makes nobody asked twice within a pause. One thread at a time.
 */
public final class Agenda {
    /** After the last webhook was asked for, at most: it comes through the front door, and is folded. */
    private static final Duration RESEND_GRACE = Duration.ofMinutes(2);

    /** Between two questions about a meeting, at most: what the first one's answer tells may be all. */
    private static final Duration BETWEEN = Duration.ofSeconds(15);

    /** Records that are damaged together are not asked about in one moment. */
    private static final Duration SPREAD = Duration.ofSeconds(10);

    private static final List<Reason> OF_RECORD =
            List.of(Reason.PARTIAL, Reason.TIMED_OUT, Reason.UNCONFIRMED, Reason.INFERRED, Reason.FAILED);

    private final ReconciliationRules rules;
    private final Wants wants;
    private final Desks desks;
    private final Listings listings;
    private final KnownMeetings known;
    private final Watcher watcher;
    private int turn;

    /** @param parties those to ask, each with a source of its own */
    public Agenda(ReconciliationRules rules, List<Party> parties, Watcher watcher) {
        this.rules = rules;
        this.wants = new Wants(rules);
        this.desks = new Desks(rules, parties);
        this.known = new KnownMeetings(rules.lookBack());
        this.listings = new Listings(rules, desks, known, watcher);
        this.watcher = watcher;
    }

    // What the topics say.

    /** An entry of the topic of open meetings. */
    public void open(Instant now, String meeting, OpenMeeting entry) {
        Desk desk = heard(now, meeting);
        if (desk == null || Wants.isStale(now, entry)) {
            return;
        }
        Want want = wants.beforeDeadline(entry).orElse(null);
        if (want == null) {
            closed(meeting);
        } else {
            desks.update(desk, meeting, one -> one.wanting(Reason.DEADLINE, want));
        }
    }

    /** A meeting is open no more. */
    public void closed(String meeting) {
        desks.updateIfThere(meeting, one -> one.without(Reason.DEADLINE));
    }

    /** A completion record. */
    public void completed(Instant now, Finding finding) {
        Desk desk = heard(now, finding.meeting());
        if (desk == null) {
            return;
        }
        Instant until = finding.revisedAt().plus(rules.lookBack());
        Reason damage = until.isAfter(now) ? finding.damage(rules).orElse(null) : null;
        Case before = desk.find(finding.meeting());
        Want renewal = wants.renewal(now, finding).orElse(null);
        if (damage == null && before == null && renewal == null) {
            return;
        }
        desks.update(desk, finding.meeting(), one -> {
            Case next = one;
            for (Reason reason : OF_RECORD) {
                next = reason == damage
                        ? next.wanting(
                                reason,
                                new Want(firstAt(now, one, reason, finding.unanswered()), until, finding.unanswered()))
                        : next.without(reason);
            }
            next = renewal == null ? next.without(Reason.LINK) : next.wanting(Reason.LINK, renewal);
            Reason asked = next.asked();
            if (damage == null && asked != null && isRepaired(asked, finding)) {
                watcher.repaired(desk.party.source(), desk.party.vendor(), asked);
                next = next.repaired();
                desks.changed(finding.meeting());
            }
            return next;
        });
    }

    /** Who was asked about while open may have closed by itself. */
    private static boolean isRepaired(Reason asked, Finding finding) {
        return asked != Reason.DEADLINE || finding.closedBy() == ClosedBy.RECONCILED;
    }

    private Instant firstAt(Instant now, Case one, Reason reason, Set<ArtifactKind> kinds) {
        Want before = one.wants().get(reason);
        return before == null || (before.isAnswered() && !before.kinds().containsAll(kinds))
                ? now.plus(rules.pauses().within(SPREAD, one.meeting()))
                : before.at();
    }

    /** A meeting's record is gone from its topic. */
    public void forgotten(String meeting) {
        desks.updateIfThere(meeting, one -> {
            Case without = one.without(Reason.LINK);
            for (Reason reason : OF_RECORD) {
                without = without.without(reason);
            }
            return without;
        });
    }

    /** Whether webhooks of that source are to be told by {@link #delivered}. */
    public boolean isToKnowDeliveries(String source) {
        Desk desk = desks.of(source);
        return desk != null && desk.party.api().sent().isPresent();
    }

    /** From that time on all webhooks are told. */
    public void deliveriesKnownFrom(Instant time) {
        desks.all().forEach(desk -> desk.seen.knownFrom(time));
    }

    /** A webhook stands in the raw topic. */
    public void delivered(String source, String eventId, Instant loggedAt) {
        Desk desk = desks.of(source);
        if (desk != null) {
            desk.seen.add(loggedAt, eventId);
        }
    }

    /** Something of that meeting was heard: its desk, null where nobody can be asked. */
    private @Nullable Desk heard(Instant now, String meeting) {
        known.add(now, meeting);
        desks.updateIfThere(meeting, one -> one.without(Reason.UNHEARD));
        return desks.ofMeeting(meeting);
    }

    // What is to be asked.

    /**
     * The requests to send now. {@link #changes} must be written before the first of them is sent.
     *
     * @param most how many there may be
     */
    public List<Ask> next(Instant now, int most) {
        var asks = new ArrayList<Ask>();
        List<Desk> inTurn = new ArrayList<>(desks.all());
        for (int i = 0; i < inTurn.size() && asks.size() < most; i++) {
            Desk desk = inTurn.get((turn + i) % inTurn.size());
            while (asks.size() < most) {
                Ask ask = desks.isFree(desk, now) ? nextOf(desk, now) : null;
                if (ask == null) {
                    break;
                }
                asks.add(sending(desk, now, ask));
            }
        }
        turn = inTurn.isEmpty() ? 0 : (turn + 1) % inTurn.size();
        return asks;
    }

    private Ask sending(Desk desk, Instant now, Ask ask) {
        desks.spend(desk, now);
        desk.inFlight++;
        watcher.asked(ask.source(), desk.party.vendor(), ask.question().endpoint());
        return ask;
    }

    private @Nullable Ask nextOf(Desk desk, Instant now) {
        Ask list = listings.next(desk, now);
        return list == null ? meeting(desk, now) : list;
    }

    private @Nullable Ask meeting(Desk desk, Instant now) {
        for (Case one = desk.first(now); one != null; one = desk.first(now)) {
            Case current = one.withoutExpired(now);
            if (current.wants().isEmpty() || current.isExhausted(rules.attempts())) {
                forget(desk, current, now);
            } else if (current.due(rules.attempts()).isAfter(now)) {
                desk.put(current);
            } else if (questions(desk, current, now).isEmpty()) {
                // No bot of that vendor has such an id.
                forget(desk, Case.of(current.meeting()), now);
            } else {
                return ask(desk, current, now);
            }
        }
        return null;
    }

    /** Nothing is to be asked any more; that it was asked is remembered for its pause. */
    private void forget(Desk desk, Case one, Instant now) {
        if (one.wants().isEmpty() && one.notBefore().isAfter(now)) {
            desk.put(one);
            return;
        }
        if (one.isToBeRemembered() || one.askedAt() != null) {
            desks.changed(one.meeting());
        }
        desk.remove(one.meeting());
    }

    private Ask ask(Desk desk, Case waiting, Instant now) {
        // An attempt that was left in the middle is not gone on with after the pause to the next.
        Case one = waiting.step() > 0 && !now.isBefore(waiting.notBefore())
                ? waiting.ended(false, waiting.etag())
                : waiting;
        String session = MeetingKey.of(one.meeting()).session();
        Reason reason = one.reason();
        Question resend = one.step() == 0 && one.attempts() == 0 && canBeResent(reason)
                ? desk.party.api().resend(session).orElse(null)
                : null;
        Instant next =
                now.plus(rules.pauses().after(one.meeting(), one.step() == 0 ? one.attempts() + 1 : one.attempts()));
        Case asking = one.asking(reason, resend != null, now, next);
        desk.beginAsking(one.meeting());
        desks.keep(desk, asking);
        if (resend != null) {
            return new Ask.Resend(desk.party.source(), session, resend);
        }
        List<Question> questions = questions(desk, asking, now);
        int index = Math.min(asking.resent() ? asking.step() - 1 : asking.step(), questions.size() - 1);
        Question question = questions.get(index);
        return new Ask.About(
                desk.party.source(), session, question, isAboutCourse(desk, asking, question) ? asking.etag() : null);
    }

    /** Before the end nothing can be sent again, and a link is as old as it is. */
    private static boolean canBeResent(Reason reason) {
        return reason != Reason.DEADLINE && reason != Reason.LINK;
    }

    /** The first of all tells the course: it is spared where that was told, and the others can be asked. */
    private static List<Question> questions(Desk desk, Case one, Instant now) {
        List<Question> all = all(desk, one, one.kinds(now));
        return all.size() > 1 && one.isAboutArtifactsOnly(now) ? all.subList(1, all.size()) : all;
    }

    private static boolean isAboutCourse(Desk desk, Case one, Question question) {
        return question.equals(all(desk, one, Set.of()).getFirst());
    }

    private static List<Question> all(Desk desk, Case one, Set<ArtifactKind> kinds) {
        return desk.party.api().about(MeetingKey.of(one.meeting()).session(), kinds);
    }

    /** Asks for a link that somebody waits for; empty where budget or vendor do not allow it now, or there is no such link. */
    public Optional<Ask> link(
            Instant now, String source, String session, ArtifactKind kind, @Nullable String artifactId) {
        Desk desk = desks.of(source);
        if (desk == null || !desks.isFree(desk, now)) {
            return Optional.empty();
        }
        return desk.party
                .api()
                .link(session, kind, artifactId)
                .map(question -> sending(desk, now, new Ask.FreshLink(source, session, kind, question)));
    }

    // What became of it.

    /** What became of a request, each once. */
    public void answered(Instant now, Ask ask, RequestResult answer) {
        Desk desk = desks.of(ask.source());
        if (desk == null) {
            return;
        }
        desk.inFlight--;
        watcher.answered(ask.source(), desk.party.vendor(), ask.question().endpoint(), answer);
        desks.judge(desk, now, answer);
        switch (ask) {
            case Ask.About about -> about(desk, now, about, answer);
            case Ask.Resend resend -> resent(desk, now, resend, answer);
            case Ask.Page page -> listings.listed(desk, now, page, answer);
            case Ask.Sent _ -> listings.sent(desk, now, answer);
            case Ask.FreshLink _ -> {}
        }
    }

    private void about(Desk desk, Instant now, Ask.About ask, RequestResult answer) {
        Case one = desk.endAsking(new MeetingKey(ask.source(), ask.session()).toString());
        if (one == null) {
            return;
        }
        int index = one.resent() ? one.step() - 1 : one.step();
        boolean isAboutCourse = isAboutCourse(desk, one, ask.question());
        Case next = switch (answer) {
            case RequestResult.Told told -> told(desk, now, one, index, isAboutCourse ? told.etag() : one.etag());
            case RequestResult.Unchanged _ -> told(desk, now, one, index, one.etag());
            case RequestResult.Denied _, RequestResult.Slow _ -> one.refused(desk.freeAt());
            // That one artifact is not there says nothing of the others.
            case RequestResult.NotThere _ when !isAboutCourse -> told(desk, now, one, index, one.etag());
            case RequestResult.NotReady _
            when !isAboutCourse && hasMore(desk, now, one, index) -> one.goingOn(now.plus(within(BETWEEN)), one.etag());
            default -> one.ended(!isAboutCourse, one.etag());
        };
        desks.keep(desk, next);
    }

    private static boolean hasMore(Desk desk, Instant now, Case one, int index) {
        return index + 1 < questions(desk, one, now).size();
    }

    private Case told(Desk desk, Instant now, Case one, int index, @Nullable String etag) {
        if (hasMore(desk, now, one, index)) {
            return one.goingOn(now.plus(within(BETWEEN)), etag);
        }
        // All that there is was told. A record that still lacks something is asked about again.
        return one.ended(true, etag).answered();
    }

    private void resent(Desk desk, Instant now, Ask.Resend ask, RequestResult answer) {
        Case one = desk.endAsking(new MeetingKey(ask.source(), ask.session()).toString());
        if (one == null) {
            return;
        }
        Case next = switch (answer) {
            case RequestResult.Denied _, RequestResult.Slow _ -> one.refused(desk.freeAt());
            case RequestResult.Failed _, RequestResult.NotStored _ -> one.ended(false, null);
            case RequestResult.Conflict _, RequestResult.NotThere _ -> one.goingOn(now.plus(within(BETWEEN)), null);
            default -> one.goingOn(now.plus(within(RESEND_GRACE)), null);
        };
        desks.keep(desk, next);
    }

    /** Within an attempt: before the next one would begin. */
    private Duration within(Duration wait) {
        Duration half = rules.pauses().first().dividedBy(2);
        return half.compareTo(wait) < 0 ? half : wait;
    }

    // What must not be forgotten.

    /** What has changed since it was last asked for, by its key; an empty value where there is nothing to remember any more. */
    public Map<String, Optional<String>> changes() {
        return desks.changes();
    }

    /** What another process has remembered; before anything else is given or asked for. What cannot be read is forgotten. */
    public void restore(String key, String value) {
        desks.restore(key, value);
    }

    // How it stands.

    /** Of each source, by name. */
    public List<SourceStatus> standings(Instant now) {
        return desks.standings(now);
    }

    /** How many meetings are known of. */
    public int knownMeetings() {
        return known.size();
    }
}
