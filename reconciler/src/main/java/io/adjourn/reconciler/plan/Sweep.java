package io.adjourn.reconciler.plan;

import io.adjourn.vendors.Listing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far a source's bots are listed.
 *
 * @param at when the next page is asked for
 * @param since bots created before that need not be listed; null before the first list
 * @param begunAt when this list began; null between two
 * @param cursor of the next page; null for the first
 * @param resume where the next list begins; null at its first page
 * @param seen cursors of this list, by their hashes: one that comes again would go round for ever
 */
record Sweep(
        Instant at,
        @Nullable Instant since,
        @Nullable Instant begunAt,
        @Nullable String cursor,
        @Nullable String resume,
        Set<Integer> seen) {
    static final Sweep NONE = new Sweep(Instant.EPOCH, null, null, null, null, Set.of());

    /** What is created while a list is read may be missing in it. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private static final Duration BETWEEN_PAGES = Duration.ofSeconds(1);
    private static final int MOST_PAGES = 400;

    Sweep {
        seen = Set.copyOf(seen);
    }

    /** A page is asked for, as if it would never be answered. */
    Sweep asking(Instant now, Duration back, Duration pause) {
        boolean begins = begunAt == null;
        return new Sweep(
                now.plus(pause),
                since == null ? now.minus(back) : since,
                begins ? now : begunAt,
                begins ? resume : cursor,
                resume,
                begins ? Set.of() : seen);
    }

    /** A page was read. */
    Sweep read(Instant now, Listing page, Duration every) {
        String next = page.next();
        if (next == null || isRound(next) || seen.size() >= MOST_PAGES || isAllOld(page.bots())) {
            return ended(now, every, page.resume() == null ? resume : page.resume());
        }
        return new Sweep(now.plus(BETWEEN_PAGES), since, begunAt, next, resume, plus(next));
    }

    /** Whether that cursor would go round. */
    boolean isRound(String next) {
        return next.equals(cursor) || seen.contains(next.hashCode());
    }

    private boolean isAllOld(List<Listing.Listed> bots) {
        return !bots.isEmpty()
                && since != null
                && bots.stream()
                        .allMatch(bot ->
                                bot.createdAt() != null && bot.createdAt().isBefore(since));
    }

    private Set<Integer> plus(String next) {
        return Stream.concat(seen.stream(), Stream.of(next.hashCode())).collect(Collectors.toSet());
    }

    /** It cannot be gone on with: the next one begins where this one did. */
    Sweep givenUp(Instant now, Duration every) {
        return new Sweep(now.plus(every), since, null, null, resume, Set.of());
    }

    /** The same, later. */
    Sweep later(Instant next) {
        return new Sweep(next, since, begunAt, cursor, resume, seen);
    }

    private Sweep ended(Instant now, Duration every, @Nullable String next) {
        Instant begun = begunAt == null ? now : begunAt;
        Instant due = begun.plus(every);
        return new Sweep(due.isBefore(now) ? now : due, begun.minus(OVERLAP), null, null, next, Set.of());
    }
}
