package io.adjourn.reconciler.plan;

import io.adjourn.contracts.MeetingKey;
import io.adjourn.vendors.Listing;
import io.adjourn.vendors.Question;
import io.adjourn.vendors.SentDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What vendors list by themselves: their bots, among which may be some that no webhook told of, and the webhooks that they sent. */
final class Listings {
    /** A webhook that was delivered may still be in a gateway's spool. */
    private static final Duration SENT_GRACE = Duration.ofMinutes(10);

    private static final int LONGEST_SESSION = 256;

    private final ReconciliationRules rules;
    private final Desks desks;
    private final KnownMeetings known;
    private final Watcher watcher;

    Listings(ReconciliationRules rules, Desks desks, KnownMeetings known, Watcher watcher) {
        this.rules = rules;
        this.desks = desks;
        this.known = known;
        this.watcher = watcher;
    }

    /** The list that is due; null where none is. */
    @Nullable
    Ask next(Desk desk, Instant now) {
        Ask page = page(desk, now);
        return page == null ? sent(desk, now) : page;
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

    void listed(Desk desk, Instant now, Ask.Page ask, RequestResult answer) {
        desk.isListing = false;
        if (!(answer instanceof RequestResult.Told told)) {
            desk.sweep = switch (answer) {
                case RequestResult.Denied _, RequestResult.Slow _ -> desk.sweep.later(desk.freeAt());
                // As it stands: the same page, after its pause.
                case RequestResult.Failed _, RequestResult.NotStored _ -> desk.sweep;
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
                    new RequestResult.Unusable("no list of bots"));
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
                || desk.find(meeting) != null
                || (since != null && bot.createdAt() != null && bot.createdAt().isBefore(since))) {
            return false;
        }
        Instant at = now.plus(bot.over() ? rules.unheardAfter() : rules.runningAfter());
        desks.update(
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

    void sent(Desk desk, Instant now, RequestResult answer) {
        desk.isAskingSent = false;
        if (!(answer instanceof RequestResult.Told told)) {
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
            desks.update(
                    desk,
                    new MeetingKey(desk.party.source(), session).toString(),
                    about -> about.wanting(
                            Reason.UNDELIVERED, new Want(now, now.plus(rules.lookBack()), desk.party.expects())));
        }
    }
}
