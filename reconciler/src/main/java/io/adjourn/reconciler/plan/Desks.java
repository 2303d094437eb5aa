package io.adjourn.reconciler.plan;

import io.adjourn.contracts.MeetingKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The desks of all sources, what is spent at each vendor and how it answers, and what of all that has changed and must be remembered. */
final class Desks {
    private static final Duration DEFAULT_SLOW = Duration.ofMinutes(1);
    private static final Duration LONGEST_SLOW = Duration.ofDays(1);
    private static final int AT_ONCE = 4;

    private final ReconciliationRules rules;
    private final Pauses denialPauses;
    private final Map<String, Desk> desks = new TreeMap<>();
    private final Map<String, Spent> spentByVendor = new HashMap<>();
    private final Map<String, ApiCircuitBreaker> breakers = new HashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();

    Desks(ReconciliationRules rules, List<Party> parties) {
        this.rules = rules;
        this.denialPauses = new Pauses(
                Duration.ofMinutes(15), Duration.ofHours(6), rules.pauses().seed());
        for (Party party : parties) {
            desks.put(party.source(), new Desk(party, rules.attempts()));
        }
    }

    /** In the order of their sources' names. */
    Collection<Desk> all() {
        return desks.values();
    }

    /** That of a source; null where nobody can be asked. */
    @Nullable
    Desk of(String source) {
        return desks.get(source);
    }

    /** That of a meeting's source; null where nobody can be asked. */
    @Nullable
    Desk ofMeeting(String meeting) {
        return desks.get(MeetingKey.sourceOf(meeting));
    }

    // Their cases.

    /** Changes the case of a meeting of which there may be none yet. */
    void update(Desk desk, String meeting, UnaryOperator<Case> change) {
        Case before = desk.find(meeting);
        Case next = change.apply(before == null ? Case.of(meeting) : before);
        if (next.equals(before)) {
            return;
        }
        if ((before != null && before.isToBeRemembered()) || isNewlyRemembered(before, next)) {
            changed(meeting);
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

    /** Changes the case of a meeting if there is one. */
    void updateIfThere(String meeting, UnaryOperator<Case> change) {
        Desk desk = ofMeeting(meeting);
        if (desk != null && desk.find(meeting) != null) {
            update(desk, meeting, change);
        }
    }

    /** Puts a case back that is to be remembered. */
    void keep(Desk desk, Case next) {
        desk.put(next);
        changed(next.meeting());
    }

    /** What is remembered of a meeting is to be written. */
    void changed(String meeting) {
        changed.add(Memory.meeting(meeting));
    }

    // Their vendors.

    /** Whether something may be asked now. */
    boolean isFree(Desk desk, Instant now) {
        return desk.inFlight < AT_ONCE
                && !now.isBefore(desk.freeAt())
                && breaker(desk).allows(now)
                && desk.spent.left(now, rules.ofSource()) > 0
                && vendor(desk).left(now, rules.ofVendor()) > 0;
    }

    /** A request goes out. */
    void spend(Desk desk, Instant now) {
        desk.spent = desk.spent.plusOne(now);
        spentByVendor.put(desk.party.vendor(), vendor(desk).plusOne(now));
        breakers.put(desk.party.place(), breaker(desk).asking(now));
        changed.add(Memory.source(desk.party.source()));
        changed.add(Memory.vendor(desk.party.vendor()));
    }

    /** What an answer says of who gave it. */
    void judge(Desk desk, Instant now, RequestResult answer) {
        ApiCircuitBreaker breaker = breaker(desk);
        switch (answer) {
            case RequestResult.Denied _ -> {
                desk.denials++;
                desk.deniedUntil = now.plus(denialPauses.after(desk.party.source(), desk.denials));
                breaker = ApiCircuitBreaker.CLOSED;
            }
            case RequestResult.Slow(Duration after) -> {
                Duration wait = after == null ? DEFAULT_SLOW : after;
                desk.pausedUntil = now.plus(wait.compareTo(LONGEST_SLOW) > 0 ? LONGEST_SLOW : wait);
                breaker = ApiCircuitBreaker.CLOSED;
            }
            case RequestResult.Failed _, RequestResult.Unusable _ -> breaker = breaker.failed(now);
            // Our own trouble says nothing of the vendor.
            case RequestResult.NotStored _ -> {}
            default -> {
                desk.denials = 0;
                breaker = ApiCircuitBreaker.CLOSED;
            }
        }
        breakers.put(desk.party.place(), breaker);
        changed.add(Memory.source(desk.party.source()));
    }

    private ApiCircuitBreaker breaker(Desk desk) {
        return breakers.getOrDefault(desk.party.place(), ApiCircuitBreaker.CLOSED);
    }

    private Spent vendor(Desk desk) {
        return spentByVendor.getOrDefault(desk.party.vendor(), Spent.NOTHING);
    }

    // What must not be forgotten.

    /** What has changed since it was last asked for, by its key; an empty value where there is nothing to remember any more. */
    Map<String, Optional<String>> changes() {
        Map<String, Optional<String>> changes = new LinkedHashMap<>();
        for (String key : changed) {
            changes.put(key, remembered(key));
        }
        changed.clear();
        return changes;
    }

    private Optional<String> remembered(String key) {
        String name = Memory.nameIn(key);
        return switch (Memory.kindOf(key)) {
            case MEETING -> {
                Desk desk = ofMeeting(name);
                Case one = desk == null ? null : desk.find(name);
                yield Optional.ofNullable(one).filter(Case::isToBeRemembered).map(Memory::write);
            }
            case SOURCE -> Optional.ofNullable(desks.get(name)).map(Memory::write);
            case VENDOR -> Optional.of(Memory.write(spentByVendor.getOrDefault(name, Spent.NOTHING)));
            case UNKNOWN -> Optional.empty();
        };
    }

    /** What another process has remembered; before anything else is given or asked for. What cannot be read is forgotten. */
    void restore(String key, String value) {
        String name = Memory.nameIn(key);
        switch (Memory.kindOf(key)) {
            case MEETING -> {
                Desk desk = ofMeeting(name);
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

    /** Of each source, by name. */
    List<SourceStatus> standings(Instant now) {
        return desks.values().stream()
                .map(desk -> new SourceStatus(
                        desk.party.source(),
                        desk.party.vendor(),
                        desk.spent.leftToday(now, rules.ofSource()),
                        desk.denials > 0,
                        desk.freeAt().isAfter(now) ? desk.freeAt() : null,
                        breaker(desk).isOpen(),
                        desk.size(),
                        desk.oldestDue(now)))
                .toList();
    }
}
