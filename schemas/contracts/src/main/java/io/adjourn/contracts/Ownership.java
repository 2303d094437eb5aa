package io.adjourn.contracts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whose topics and whose streams applications these are, as the owners' topic says. Of several claims on one thing the first in the
 * log holds, so of two that claim at once one wins, and both see which. Pure.
 *
 * @param claims those that stand, in the order of the log
 */
record Ownership(List<Claim> claims) {
    /** Nobody owns anything. */
    static final Ownership NONE = new Ownership(List.of());

    /**
     * One installation's claim on one thing.
     *
     * @param thing {@code topic meetings.raw.v1}, say
     * @param installation who claims it
     * @param since the record's timestamp
     */
    record Claim(String thing, String installation, Instant since) {
        /** The key of its record: nobody else writes under it, so compaction never lets a later claim take the place of the first. */
        String key() {
            return thing + " " + installation;
        }
    }

    /** A record of the owners' topic. */
    record Entry(@Nullable String key, @Nullable String installation, Instant time) {}

    Ownership {
        claims = List.copyOf(claims);
    }

    /** What the records say together, in the order of the log. */
    static Ownership of(Iterable<Entry> log) {
        Map<String, Claim> standing = new LinkedHashMap<>();
        for (Entry entry : log) {
            if (entry.key() == null) {
                continue;
            }
            if (entry.installation() == null) {
                standing.remove(entry.key());
            } else if (entry.key().endsWith(" " + entry.installation())) {
                String thing = entry.key()
                        .substring(
                                0, entry.key().length() - entry.installation().length() - 1);
                standing.putIfAbsent(entry.key(), new Claim(thing, entry.installation(), entry.time()));
            }
        }
        return new Ownership(List.copyOf(standing.values()));
    }

    /** All that an installation needs for itself. */
    static List<String> thingsOf(Installation installation) {
        return Stream.concat(
                        installation.topics().all().stream().map(Ownership::topic),
                        Stream.of(application(installation.applicationId())))
                .toList();
    }

    static String topic(Topic topic) {
        return "topic " + topic.name();
    }

    static String application(String id) {
        return "application " + id;
    }

    /** The claim that holds. */
    Optional<Claim> on(String thing) {
        return claims.stream().filter(claim -> claim.thing().equals(thing)).findFirst();
    }

    /** The first of the things that is somebody else's. */
    Optional<Claim> foreign(Installation installation, List<String> things) {
        return things.stream()
                .flatMap(thing -> on(thing).stream())
                .filter(claim -> !claim.installation().equals(installation.name()))
                .findFirst();
    }

    /** The things among these that the installation has no claim on. */
    List<String> unclaimed(Installation installation, List<String> things) {
        var own = claims.stream()
                .filter(claim -> claim.installation().equals(installation.name()))
                .map(Claim::thing)
                .collect(Collectors.toSet());
        var unclaimed = new ArrayList<>(things);
        unclaimed.removeAll(own);
        return List.copyOf(unclaimed);
    }

    /** The claims of others on these things. */
    List<Claim> ofOthers(Installation installation, List<String> things) {
        return claims.stream()
                .filter(claim ->
                        things.contains(claim.thing()) && !claim.installation().equals(installation.name()))
                .toList();
    }
}
