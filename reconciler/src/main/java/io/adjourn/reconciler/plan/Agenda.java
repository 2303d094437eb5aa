package io.adjourn.reconciler.plan;

import io.adjourn.contracts.MeetingKey;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.OpenMeeting;
import io.adjourn.vendors.Listing;
import io.adjourn.vendors.Question;
import io.adjourn.vendors.SentDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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

    /** Between two questions about a meeting: what the first one's answer tells may be all. */
    private static final Duration BETWEEN = Duration.ofSeconds(15);

    /** Records that are damaged together are not asked about in one moment. */
    private static final Duration SPREAD = Duration.ofSeconds(10);

    private static final Duration LINK_MARGIN = Duration.ofMinutes(10);
    /** A webhook that was delivered may still be in a gateway's spool. */
    private static final Duration SENT_GRACE = Duration.ofMinutes(10);
    /** An entry of the topic of open meetings whose deadline passed that long ago is what a lost state left. */
    private static final Duration STALE = Duration.ofHours(1);

    private static final Duration DEFAULT_SLOW = Duration.ofMinutes(1);
    private static final Duration LONGEST_SLOW = Duration.ofDays(1);
    private static final int AT_ONCE = 4;
    private static final int LONGEST_SESSION = 256;

    private static final List<Reason> OF_RECORD = List.of(Reason.PARTIAL, Reason.TIMED_OUT, Reason.UNCONFIRMED);

    private final Rules rules;
    private final Pauses denialPauses;
    private final Watcher watcher;
    private final Map<String, Desk> desks = new TreeMap<>();
    private final Map<String, Spent> spentByVendor = new HashMap<>();
    private final Map<String, Breaker> breakers = new HashMap<>();
    private final KnownMeetings known;
    private final Set<String> dirty = new LinkedHashSet<>();
    private int turn;

    /** @param parties those to ask, each with a source of its own */
    public Agenda(Rules rules, List<Party> parties, Watcher watcher) {
        this.rules = rules;
        this.denialPauses = new Pauses(
                Duration.ofMinutes(15), Duration.ofHours(6), rules.pauses().seed());
        this.watcher = watcher;
        this.known = new KnownMeetings(rules.lookBack());
        for (Party party : parties) {
            desks.put(party.source(), new Desk(party, rules.attempts()));
        }
    }

    // What the topics say.

    /** An entry of the topic of open meetings. */
    public void open(Instant now, String meeting, OpenMeeting entry) {
        Desk desk = heard(now, meeting);
        if (desk == null || entry.getDueAt().plus(STALE).isBefore(now)) {
            return;
        }
        Optional<Instant> at = askAt(entry);
        if (at.isEmpty()) {
            closed(meeting);
            return;
        }
        update(
                desk,
                meeting,
                one -> one.wanting(
                        Reason.DEADLINE,
                        new Want(at.get(), entry.getDueAt().plus(STALE), Set.copyOf(entry.getAwaited()))));
    }

    private Optional<Instant> askAt(OpenMeeting entry) {
        boolean isInDoubt = switch (entry.getWaitingFor()) {
            case START, END, FINAL_END, UNKNOWN -> true;
            // Where nothing is expected, a healthy meeting waits for what need not come.
            case ARTIFACTS -> !entry.getAwaited().isEmpty();
            case STRAGGLERS -> false;
        };
        if (!isInDoubt) {
            return Optional.empty();
        }
        Duration half =
                Duration.between(entry.getLastNewsAt(), entry.getDueAt()).dividedBy(2);
        Duration before = half.compareTo(rules.beforeDeadline()) < 0 ? half : rules.beforeDeadline();
        return Optional.of(entry.getDueAt().minus(before.isNegative() ? Duration.ZERO : before));
    }

    /** A meeting is open no more. */
    public void closed(String meeting) {
        Desk desk = desks.get(MeetingKey.sourceOf(meeting));
        if (desk != null && desk.find(meeting) != null) {
            update(desk, meeting, one -> one.without(Reason.DEADLINE));
        }
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
        if (damage == null && before == null && renewal(now, finding).isEmpty()) {
            return;
        }
        update(desk, finding.meeting(), one -> {
            Case next = one;
            for (Reason reason : OF_RECORD) {
                next = reason == damage
                        ? next.wanting(reason, new Want(firstAt(now, one, reason), until, finding.unanswered()))
                        : next.without(reason);
            }
            Optional<Want> renewal = renewal(now, finding);
            next = renewal.isPresent() ? next.wanting(Reason.LINK, renewal.get()) : next.without(Reason.LINK);
            Reason asked = next.asked();
            if (damage == null && asked != null && isRepaired(asked, finding)) {
                watcher.repaired(desk.party.source(), desk.party.vendor(), asked);
                next = next.repaired();
                dirty(finding.meeting());
            }
            return next;
        });
    }

    /** Who was asked about while open may have closed by itself. */
    private static boolean isRepaired(Reason asked, Finding finding) {
        return asked != Reason.DEADLINE || finding.closedBy() == ClosedBy.RECONCILED;
    }

    private Instant firstAt(Instant now, Case one, Reason reason) {
        Want before = one.wants().get(reason);
        return before == null ? now.plus(rules.pauses().within(SPREAD, one.meeting())) : before.at();
    }

    private Optional<Want> renewal(Instant now, Finding finding) {
        Duration kept = rules.keepLinks();
        if (kept == null) {
            return Optional.empty();
        }
        Instant wanted = finding.closedAt().plus(kept);
        var ending = new ArrayList<ArtifactKind>();
        Instant first = wanted;
        for (var link : finding.linkEnds().entrySet()) {
            if (link.getValue().isBefore(wanted)) {
                ending.add(link.getKey());
                first = link.getValue().isBefore(first) ? link.getValue() : first;
            }
        }
        return ending.isEmpty() || !wanted.isAfter(now)
                ? Optional.empty()
                : Optional.of(new Want(first.minus(LINK_MARGIN), wanted, Set.copyOf(ending)));
    }

    /** A meeting's record is gone from its topic. */
    public void forgotten(String meeting) {
        Desk desk = desks.get(MeetingKey.sourceOf(meeting));
        if (desk != null && desk.find(meeting) != null) {
            update(
                    desk,
                    meeting,
                    one -> one.without(Reason.PARTIAL)
                            .without(Reason.TIMED_OUT)
                            .without(Reason.UNCONFIRMED)
                            .without(Reason.LINK));
        }
    }

    /** Whether webhooks of that source are to be told by {@link #delivered}. */
    public boolean isToKnowDeliveries(String source) {
        Desk desk = desks.get(source);
        return desk != null && desk.party.api().sent().isPresent();
    }

    /** From that time on all webhooks are told. */
    public void deliveriesKnownFrom(Instant time) {
        desks.values().forEach(desk -> desk.seen.knownFrom(time));
    }

    /** A webhook stands in the raw topic. */
    public void delivered(String source, String eventId, Instant loggedAt) {
        Desk desk = desks.get(source);
        if (desk != null) {
            desk.seen.add(loggedAt, eventId);
        }
    }

    /** Something of that meeting was heard: its desk, null where nobody can be asked. */
    private @Nullable Desk heard(Instant now, String meeting) {
        known.add(now, meeting);
        Desk desk = desks.get(MeetingKey.sourceOf(meeting));
        if (desk != null && desk.find(meeting) != null) {
            update(desk, meeting, one -> one.without(Reason.UNHEARD));
        }
        return desk;
    }

    private interface Change {
        Case of(Case before);
    }

    private void update(Desk desk, String meeting, Change change) {
        Case before = desk.find(meeting);
        Case next = change.of(before == null ? Case.of(meeting) : before);
        if (next.equals(before)) {
            return;
        }
        if ((before != null && before.isToBeRemembered()) || isNewlyRemembered(before, next)) {
            dirty(meeting);
        }
        if (next.wants().isEmpty() && next.askedAt() == null) {
            desk.remove(meeting);
        } else {
            desk.put(next);
        }
    }

    private static boolean isNewlyRemembered(@Nullable Case before, Case next) {
        return next.isToBeRemembered() && (before == null || !before.isToBeRemembered());
    }

    // What is to be asked.

    /**
     * The requests to send now. {@link #changes} must be written before the first of them is sent.
     *
     * @param most how many there may be
     */
    public List<Ask> next(Instant now, int most) {
        var asks = new ArrayList<Ask>();
        List<Desk> inTurn = new ArrayList<>(desks.values());
        for (int i = 0; i < inTurn.size() && asks.size() < most; i++) {
            Desk desk = inTurn.get((turn + i) % inTurn.size());
            while (asks.size() < most) {
                Ask ask = isFree(desk, now) ? nextOf(desk, now) : null;
                if (ask == null) {
                    break;
                }
                spend(desk, now);
                desk.inFlight++;
                watcher.asked(ask.source(), desk.party.vendor(), ask.question().endpoint());
                asks.add(ask);
            }
        }
        turn = inTurn.isEmpty() ? 0 : (turn + 1) % inTurn.size();
        return asks;
    }

    private boolean isFree(Desk desk, Instant now) {
        return desk.inFlight < AT_ONCE
                && !now.isBefore(desk.freeAt())
                && breaker(desk).allows(now)
                && desk.spent.left(now, rules.ofSource()) > 0
                && vendor(desk).left(now, rules.ofVendor()) > 0;
    }

    private void spend(Desk desk, Instant now) {
        desk.spent = desk.spent.plusOne(now);
        spentByVendor.put(desk.party.vendor(), vendor(desk).plusOne(now));
        breakers.put(desk.party.place(), breaker(desk).asking(now));
        dirty.add(Memory.source(desk.party.source()));
        dirty.add(Memory.vendor(desk.party.vendor()));
    }

    private @Nullable Ask nextOf(Desk desk, Instant now) {
        Ask page = page(desk, now);
        if (page != null) {
            return page;
        }
        Ask sent = sent(desk, now);
        return sent == null ? meeting(desk, now) : sent;
    }

    private @Nullable Ask page(Desk desk, Instant now) {
        if (desk.isListing || desk.sweep.at().isAfter(now)) {
            return null;
        }
        Sweep asking = desk.sweep.asking(now, rules.listBack(), rules.pauses().after(desk.party.source(), 1));
        Instant since = asking.since() == null ? now : asking.since();
        Question question =
                desk.party.api().listing(asking.cursor(), since, now).orElse(null);
        if (question == null) {
            desk.sweep = desk.sweep.later(Instant.MAX);
            return null;
        }
        desk.sweep = asking;
        desk.isListing = true;
        return new Ask.Page(desk.party.source(), question, asking.cursor());
    }

    private @Nullable Ask sent(Desk desk, Instant now) {
        if (desk.isAskingSent || desk.sentAt.isAfter(now)) {
            return null;
        }
        Question question = desk.party.api().sent().orElse(null);
        desk.sentAt = question == null ? Instant.MAX : now.plus(rules.listEvery());
        desk.isAskingSent = question != null;
        return question == null ? null : new Ask.Sent(desk.party.source(), question);
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
            dirty(one.meeting());
        }
        desk.remove(one.meeting());
    }

    private Ask ask(Desk desk, Case waiting, Instant now) {
        // An attempt that was left in the middle is not gone on with after the pause to the next.
        Case one = waiting.step() > 0 && !now.isBefore(waiting.notBefore()) ? waiting.ended(waiting.etag()) : waiting;
        String session = MeetingKey.of(one.meeting()).session();
        Reason reason = one.reason();
        Question resend = one.step() == 0 && one.attempts() == 0 && canBeResent(reason)
                ? desk.party.api().resend(session).orElse(null)
                : null;
        Instant next =
                now.plus(rules.pauses().after(one.meeting(), one.step() == 0 ? one.attempts() + 1 : one.attempts()));
        Case asking = one.asking(reason, resend != null, now, next);
        desk.beginAsking(one.meeting());
        desk.put(asking);
        dirty(one.meeting());
        if (resend != null) {
            return new Ask.Resend(desk.party.source(), session, resend);
        }
        List<Question> questions = questions(desk, asking, now);
        int index = Math.min(asking.resent() ? asking.step() - 1 : asking.step(), questions.size() - 1);
        return new Ask.About(desk.party.source(), session, questions.get(index), index == 0 ? asking.etag() : null);
    }

    /** Before the end nothing can be sent again, and a link is as old as it is. */
    private static boolean canBeResent(Reason reason) {
        return reason != Reason.DEADLINE && reason != Reason.LINK;
    }

    private static List<Question> questions(Desk desk, Case one, Instant now) {
        return desk.party.api().about(MeetingKey.of(one.meeting()).session(), one.kinds(now));
    }

    /** Asks for a link that somebody waits for; empty where budget or vendor do not allow it now, or there is no such link. */
    public Optional<Ask> link(
            Instant now, String source, String session, ArtifactKind kind, @Nullable String artifactId) {
        Desk desk = desks.get(source);
        if (desk == null || !isFree(desk, now)) {
            return Optional.empty();
        }
        return desk.party.api().link(session, kind, artifactId).map(question -> {
            spend(desk, now);
            desk.inFlight++;
            watcher.asked(source, desk.party.vendor(), question.endpoint());
            return new Ask.FreshLink(source, session, kind, question);
        });
    }

    // What became of it.

    /** What became of a request, each once. */
    public void answered(Instant now, Ask ask, Answer answer) {
        Desk desk = desks.get(ask.source());
        if (desk == null) {
            return;
        }
        desk.inFlight--;
        watcher.answered(ask.source(), desk.party.vendor(), ask.question().endpoint(), answer);
        judge(desk, now, answer);
        switch (ask) {
            case Ask.About about -> about(desk, now, about, answer);
            case Ask.Resend resend -> resent(desk, now, resend, answer);
            case Ask.Page page -> listed(desk, now, page, answer);
            case Ask.Sent _ -> sent(desk, now, answer);
            case Ask.FreshLink _ -> {}
        }
    }

    /** What an answer says of who gave it. */
    private void judge(Desk desk, Instant now, Answer answer) {
        Breaker breaker = breaker(desk);
        switch (answer) {
            case Answer.Denied _ -> {
                desk.denials++;
                desk.deniedUntil = now.plus(denialPauses.after(desk.party.source(), desk.denials));
                breaker = Breaker.CLOSED;
            }
            case Answer.Slow(Duration after) -> {
                Duration wait = after == null ? DEFAULT_SLOW : after;
                desk.pausedUntil = now.plus(wait.compareTo(LONGEST_SLOW) > 0 ? LONGEST_SLOW : wait);
                breaker = Breaker.CLOSED;
            }
            case Answer.Failed _, Answer.Unusable _ -> breaker = breaker.failed(now);
            // Our own trouble says nothing of the vendor.
            case Answer.NotStored _ -> {}
            default -> {
                desk.denials = 0;
                breaker = Breaker.CLOSED;
            }
        }
        breakers.put(desk.party.place(), breaker);
        dirty.add(Memory.source(desk.party.source()));
    }

    private void about(Desk desk, Instant now, Ask.About ask, Answer answer) {
        Case one = desk.endAsking(new MeetingKey(ask.source(), ask.session()).toString());
        if (one == null) {
            return;
        }
        int index = one.resent() ? one.step() - 1 : one.step();
        Case next = switch (answer) {
            case Answer.Told told -> told(desk, now, one, index, index == 0 ? told.etag() : one.etag());
            case Answer.Unchanged _ -> told(desk, now, one, index, one.etag());
            case Answer.Denied _, Answer.Slow _ -> one.refused(desk.freeAt());
            default -> one.ended(one.etag());
        };
        putBack(desk, next);
    }

    private Case told(Desk desk, Instant now, Case one, int index, @Nullable String etag) {
        if (index + 1 < questions(desk, one, now).size()) {
            return one.goingOn(now.plus(BETWEEN), etag);
        }
        // All that there is was told: these have nothing more to ask. A record that still lacks something has.
        return one.ended(etag)
                .without(Reason.DEADLINE)
                .without(Reason.UNDELIVERED)
                .without(Reason.UNHEARD)
                .without(Reason.LINK);
    }

    private void resent(Desk desk, Instant now, Ask.Resend ask, Answer answer) {
        Case one = desk.endAsking(new MeetingKey(ask.source(), ask.session()).toString());
        if (one == null) {
            return;
        }
        Case next = switch (answer) {
            case Answer.Denied _, Answer.Slow _ -> one.refused(desk.freeAt());
            case Answer.Failed _, Answer.NotStored _ -> one.ended(null);
            case Answer.Conflict _, Answer.NotThere _ -> one.goingOn(now.plus(BETWEEN), null);
            default -> one.goingOn(now.plus(resendGrace()), null);
        };
        putBack(desk, next);
    }

    /** No longer than another attempt would wait. */
    private Duration resendGrace() {
        Duration first = rules.pauses().first();
        return first.compareTo(RESEND_GRACE) < 0 ? first : RESEND_GRACE;
    }

    private void putBack(Desk desk, Case next) {
        desk.put(next);
        dirty(next.meeting());
    }

    private void listed(Desk desk, Instant now, Ask.Page ask, Answer answer) {
        desk.isListing = false;
        if (!(answer instanceof Answer.Told told)) {
            desk.sweep = switch (answer) {
                case Answer.Denied _, Answer.Slow _ -> desk.sweep.later(desk.freeAt());
                // As it stands: the same page, after its pause.
                case Answer.Failed _, Answer.NotStored _ -> desk.sweep;
                default -> desk.sweep.givenUp(now, rules.listEvery());
            };
            return;
        }
        Listing page =
                desk.party.api().readListing(ask.cursor(), told.body().bytes()).orElse(null);
        if (page == null) {
            watcher.answered(
                    ask.source(),
                    desk.party.vendor(),
                    ask.question().endpoint(),
                    new Answer.Unusable("no list of bots"));
            desk.sweep = desk.sweep.givenUp(now, rules.listEvery());
            return;
        }
        int unheard = 0;
        for (Listing.Listed bot : page.bots()) {
            unheard += isUnheard(desk, now, bot) ? 1 : 0;
        }
        watcher.listed(ask.source(), desk.party.vendor(), page.bots().size(), unheard);
        desk.sweep = desk.sweep.read(now, page, rules.listEvery());
    }

    private boolean isUnheard(Desk desk, Instant now, Listing.Listed bot) {
        String meeting = new MeetingKey(desk.party.source(), bot.session()).toString();
        Instant since = desk.sweep.since();
        if (!isSession(bot.session())
                || known.contains(meeting)
                || (since != null && bot.createdAt() != null && bot.createdAt().isBefore(since))) {
            return false;
        }
        Case before = desk.find(meeting);
        if (before != null) {
            return false;
        }
        Instant at = now.plus(bot.over() ? rules.unheardAfter() : rules.runningAfter());
        update(
                desk,
                meeting,
                one -> one.wanting(Reason.UNHEARD, new Want(at, at.plus(rules.lookBack()), desk.party.expects())));
        return true;
    }

    private static boolean isSession(String session) {
        return !session.isEmpty()
                && session.length() <= LONGEST_SESSION
                && session.chars().allMatch(c -> c >= ' ' && c != 0x7f && c != '/');
    }

    private void sent(Desk desk, Instant now, Answer answer) {
        desk.isAskingSent = false;
        if (!(answer instanceof Answer.Told told)) {
            return;
        }
        for (SentDelivery one : desk.party.api().readSent(told.body().bytes()).orElse(List.of())) {
            Instant at = one.at();
            if (one.delivered()
                    && at != null
                    && at.plus(SENT_GRACE).isBefore(now)
                    && desk.seen.covers(at)
                    && !desk.seen.contains(one.eventId())
                    && desk.isFirstNamed(one.eventId())) {
                undelivered(desk, now, one);
            }
        }
    }

    private void undelivered(Desk desk, Instant now, SentDelivery one) {
        watcher.undelivered(desk.party.source(), desk.party.vendor(), one);
        String session = one.session();
        if (session != null && isSession(session)) {
            update(
                    desk,
                    new MeetingKey(desk.party.source(), session).toString(),
                    about -> about.wanting(
                            Reason.UNDELIVERED, new Want(now, now.plus(rules.lookBack()), desk.party.expects())));
        }
    }

    // What must not be forgotten.

    /** What has changed since it was last asked for, by its key; an empty value where there is nothing to remember any more. */
    public Map<String, Optional<String>> changes() {
        Map<String, Optional<String>> changes = new LinkedHashMap<>();
        for (String key : dirty) {
            changes.put(key, remembered(key));
        }
        dirty.clear();
        return changes;
    }

    private Optional<String> remembered(String key) {
        String name = Memory.nameIn(key);
        return switch (Memory.kindOf(key)) {
            case MEETING -> {
                Desk desk = desks.get(MeetingKey.sourceOf(name));
                Case one = desk == null ? null : desk.find(name);
                yield Optional.ofNullable(one).filter(Case::isToBeRemembered).map(Memory::write);
            }
            case SOURCE -> Optional.ofNullable(desks.get(name)).map(Memory::write);
            case VENDOR -> Optional.of(Memory.write(spentByVendor.getOrDefault(name, Spent.NOTHING)));
            case UNKNOWN -> Optional.empty();
        };
    }

    /** What another process has remembered; before anything else is given or asked for. What cannot be read is forgotten. */
    public void restore(String key, String value) {
        String name = Memory.nameIn(key);
        switch (Memory.kindOf(key)) {
            case MEETING -> {
                Desk desk = desks.get(MeetingKey.sourceOf(name));
                if (desk != null) {
                    Memory.readCase(name, desk.party.expects(), value).ifPresent(desk::put);
                }
            }
            case SOURCE -> {
                Desk desk = desks.get(name);
                if (desk != null) {
                    Memory.readInto(desk, value);
                }
            }
            case VENDOR -> Memory.readSpent(value).ifPresent(spent -> spentByVendor.put(name, spent));
            case UNKNOWN -> {}
        }
    }

    // How it stands.

    /** Of each source, by name. */
    public List<Standing> standings(Instant now) {
        return desks.values().stream()
                .map(desk -> new Standing(
                        desk.party.source(),
                        desk.party.vendor(),
                        desk.spent.leftToday(now, rules.ofSource()),
                        desk.denials > 0,
                        desk.freeAt().isAfter(now) ? desk.freeAt() : null,
                        breaker(desk).isOpen(),
                        desk.size(),
                        desk.oldestDue(now)))
                .sorted(Comparator.comparing(Standing::source))
                .toList();
    }

    /** How many meetings are known of. */
    public int knownMeetings() {
        return known.size();
    }

    private Breaker breaker(Desk desk) {
        return breakers.getOrDefault(desk.party.place(), Breaker.CLOSED);
    }

    private Spent vendor(Desk desk) {
        return spentByVendor.getOrDefault(desk.party.vendor(), Spent.NOTHING);
    }

    private void dirty(String meeting) {
        dirty.add(Memory.meeting(meeting));
    }
}
