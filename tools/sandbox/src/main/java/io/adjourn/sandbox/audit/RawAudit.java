package io.adjourn.sandbox.audit;

import io.adjourn.commands.topics.TopicLog;
import io.adjourn.contracts.Cluster;
import io.adjourn.localstack.DataDirectory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads deliveries once more, in a stack of its own, and holds each meeting's last revision against the one that is published.
 * Nothing is written to the Kafka it was read from.
 *
 * @param cluster whose raw topic is read
 * @param sources the sources file that streams runs with there; null for the vendors' defaults
 * @param from meetings that began from then on; null for all
 * @param to meetings that began before then; null for all
 * @param source only this source's; null for all
 */
public record RawAudit(
        Cluster cluster,
        @Nullable Path sources,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String source) {
    private static final int REPORT_EVERY = 1000;

    /** Told how far it is. */
    public interface Progress {

        /** Something is done. */
        void done(String step);

        /** Something goes on. */
        void going(String step);
    }

    /**
     * What is found of each meeting, by key.
     *
     * @param data where the stack works; closed after
     */
    public Map<String, AuditResult> findings(DataDirectory data, Progress progress) {
        var scope = new Scope(to, source);
        try (var raw = TopicLog.open(cluster, cluster.topics().raw());
                var stack = IsolatedStack.start(data, raw.partitions())) {
            progress.done("an isolated Kafka and registry are ready");
            Instant began = Instant.now();
            progress.done("copied " + copy(raw, scope, stack, progress) + " raw records of "
                    + scope.firstRead().size() + " keys");
            stack.readAll(sources, left -> progress.going("still to be processed: " + left));
            progress.done("processed all of them");
            return compare(scope, stack, began);
        }
    }

    private Map<String, AuditResult> compare(Scope scope, IsolatedStack stack, Instant began) {
        Map<String, Instant> firstRead = scope.firstRead();
        Set<String> keys = firstRead.keySet();
        var replayed = LastRevisions.of(keys, stack.cluster());
        var published = LastRevisions.of(keys, cluster);
        Map<String, EventIds> replayedIds = EventIds.of(stack.cluster(), firstRead, began);
        Map<String, EventIds> publishedIds = EventIds.of(cluster, firstRead, began);
        var findings = new TreeMap<String, AuditResult>();
        scope.firstReceived().forEach((key, time) -> {
            if (isMeeting(key)) {
                List<Difference> events = Difference.between(
                        publishedIds.getOrDefault(key, EventIds.NONE), replayedIds.getOrDefault(key, EventIds.NONE));
                findings.put(key, AuditResult.of(published.of(key), replayed.of(key), events, time, began));
            }
        });
        return findings;
    }

    private long copy(TopicLog raw, Scope scope, IsolatedStack stack, Progress progress) {
        var copied = new long[1];
        try (var copier = stack.copier()) {
            raw.read(Objects.requireNonNullElse(from, Instant.EPOCH), record -> {
                if (scope.takes(record)) {
                    copier.copy(record);
                    copied[0]++;
                    if (copied[0] % REPORT_EVERY == 0) {
                        progress.going("copied: " + copied[0]);
                    }
                }
            });
        }
        return copied[0];
    }

    /** {@code source/session}; all other keys have one part more, but for an account's. */
    private static boolean isMeeting(String key) {
        return key.indexOf('/') == key.lastIndexOf('/') && !key.endsWith("/account");
    }
}
