package io.adjourn.inspector.index;

import io.adjourn.contracts.InstalledTopics;
import io.adjourn.contracts.MeetingKey;
import io.adjourn.contracts.RawHeaders;
import io.adjourn.inspector.index.IndexEntry.Refused;
import io.adjourn.inspector.index.IndexStore.Column;
import io.adjourn.inspector.view.Coordinates;
import io.adjourn.inspector.view.Meeting;
import io.adjourn.inspector.view.Meetings;
import io.adjourn.inspector.view.Page;
import io.adjourn.inspector.view.Query;
import io.adjourn.inspector.view.RawDelivery;
import io.adjourn.inspector.view.Reject;
import io.adjourn.inspector.view.RejectGroup;
import io.adjourn.inspector.view.Sight;
import io.adjourn.inspector.view.SourceView;
import io.adjourn.inspector.view.Standing;
import io.adjourn.meetings.v1.RejectReason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The meetings of the index. */
public final class IndexedMeetings implements Meetings {
    private static final int LONGEST_CURL = 256 * 1024;

    private final IndexStore store;
    private final Indexer indexer;
    private final InstalledTopics topics;
    private final RawBodies bodies;
    private final Supplier<Standing> standing;
    private final InstantSource clock;
    private final String gatewayUrl;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /** @param gatewayUrl where whoever repeats a delivery is to send it */
    public IndexedMeetings(
            IndexStore store,
            Indexer indexer,
            InstalledTopics topics,
            RawBodies bodies,
            Supplier<Standing> standing,
            InstantSource clock,
            String gatewayUrl) {
        this.store = store;
        this.indexer = indexer;
        this.topics = topics;
        this.bodies = bodies;
        this.standing = standing;
        this.clock = clock;
        this.gatewayUrl = gatewayUrl.replaceFirst("/+$", "");
    }

    @Override
    public Page search(Query query, @Nullable String cursor, int limit, Sight sight) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("limit: must be 1 to " + LARGEST_PAGE);
        }
        Posting start = cursor != null
                ? Cursor.read(query, cursor)
                : query.to() == null ? Posting.FIRST : Posting.before(Micros.of(query.to()));
        Search.Found found = new Search(store, query).find(start, limit);
        Posting next = found.next();
        return new Page(
                found.hits().stream()
                        .map(hit -> Summaries.view(hit.key(), hit.summary(), sight))
                        .toList(),
                next == null ? null : Cursor.of(query, next),
                next != null && found.isCutShort() ? Micros.instant(next.firstSeenAt()) : null);
    }

    @Override
    public Optional<Meeting> find(String key, Sight sight) {
        return summary(key)
                .map(summary -> new Assembly(topics, key, summary, Entries.of(store, key), sight)
                        .meeting(version(summary), clock.instant()));
    }

    @Override
    public Optional<String> version(String key) {
        return summary(key).map(this::version);
    }

    private String version(StoredSummary summary) {
        return store.id() + "." + summary.changes;
    }

    private Optional<StoredSummary> summary(String key) {
        if (key.length() > Keys.LONGEST || key.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return Optional.ofNullable(store.get(Column.SUMMARIES, Keys.key(key))).map(StoredSummary::unpack);
    }

    @Override
    public RawDelivery raw(String key, String deliveryId, Sight sight) {
        Optional<StoredSummary> summary = summary(key);
        if (summary.isEmpty()) {
            return new RawDelivery.Gone("there is no such delivery");
        }
        if (summary.get().deletedAt != null) {
            return new RawDelivery.Gone("the meeting's data was deleted");
        }
        Optional<Delivered> delivered = Entries.of(store, key).deliveries().stream()
                .filter(one -> one.deliveryId().equals(deliveryId))
                .findFirst();
        if (delivered.isEmpty()) {
            return new RawDelivery.Gone("there is no such delivery");
        }
        return switch (bodies.fetch(delivered.get().place())) {
            case RawBodies.Gone() ->
                new RawDelivery.Gone("the topic " + topics.raw().name() + " does not keep it any longer");
            case RawBodies.Unavailable(String why) -> new RawDelivery.Unavailable(why);
            case RawBodies.Found found
            when !found.key().equals(key) ->
                // Another topic by the same name: never another meeting's.
                new RawDelivery.Gone("what stands there is not this delivery: the raw topic was made anew");
            case RawBodies.Found found -> shown(delivered.get(), found, sight);
        };
    }

    private RawDelivery shown(Delivered delivered, RawBodies.Found found, Sight sight) {
        boolean whole = sight == Sight.WHOLE;
        String body = whole ? BodyMask.whole(found.body()) : BodyMask.masked(found.body());
        var headers = new TreeMap<>(found.headers());
        boolean canBePasted = whole && found.body().length <= LONGEST_CURL;
        return new RawDelivery.Found(
                new Coordinates(
                        topics.raw().name(),
                        delivered.place().partition(),
                        delivered.place().offset()),
                found.key(),
                body,
                headers,
                !whole,
                canBePasted ? curl(found, body) : "",
                canBePasted ? request(found, body) : "");
    }

    private String curl(RawBodies.Found found, String body) {
        var command = new StringBuilder(
                "curl -i " + Shell.quoted(gatewayUrl + "/webhooks/" + MeetingKey.sourceOf(found.key())));
        sent(found.headers())
                .forEach((name, value) -> command.append(" -H ").append(Shell.quoted(name + ": " + value)));
        return command.append(" --data-binary ").append(Shell.quoted(body)).toString();
    }

    private static String request(RawBodies.Found found, String body) {
        return "POST /webhooks/" + MeetingKey.sourceOf(found.key()) + "\n"
                + sent(found.headers()).entrySet().stream()
                        .map(header -> header.getKey() + ": " + header.getValue() + "\n")
                        .collect(Collectors.joining())
                + "\n" + body;
    }

    /** Those that the vendor sent. */
    private static Map<String, String> sent(Map<String, String> headers) {
        var sent = new TreeMap<String, String>();
        headers.forEach((name, value) -> {
            boolean isOurs = name.startsWith("adjourn-") || name.equals(RawHeaders.TRACEPARENT);
            if (!isOurs && value.chars().noneMatch(Character::isISOControl)) {
                sent.put(name, value);
            }
        });
        return sent;
    }

    @Override
    public List<RejectGroup> rejects() {
        Map<RejectStats.Group, RejectStats> groups = indexer.counted((_, rejects) -> rejects.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        group -> RejectStats.unpack(group.getValue().pack()))));
        return groups.entrySet().stream()
                .map(group -> view(group.getKey(), group.getValue()))
                .sorted(Comparator.comparing(RejectGroup::lastSeenAt).reversed())
                .toList();
    }

    private RejectGroup view(RejectStats.Group group, RejectStats stats) {
        var command = new StringBuilder("./adjourn rejected replay --reason " + group.reason());
        if (!group.source().isEmpty()) {
            command.append(" --source ").append(Shell.quoted(group.source()));
        }
        if (!group.vendor().isEmpty()) {
            command.append(" --vendor ").append(Shell.quoted(group.vendor()));
        }
        return new RejectGroup(
                RejectReason.valueOf(group.reason()),
                group.source(),
                group.vendor(),
                stats.count,
                Instant.ofEpochMilli(stats.firstAt),
                Instant.ofEpochMilli(stats.lastAt),
                stats.latest.stream().flatMap(this::reject).toList(),
                command.toString());
    }

    private Stream<Reject> reject(RejectStats.Where where) {
        byte[] row = store.get(Column.ENTRIES, Keys.placed(where.key(), Keys.REJECT, where.place()));
        if (row == null) {
            return Stream.empty();
        }
        Refused refused = StoredRows.refused(row);
        return Stream.of(new Assembly(topics, where.key(), new StoredSummary(), NOTHING, Sight.MASKED).reject(refused));
    }

    private static final Entries NOTHING = new Entries(List.of(), List.of(), List.of(), List.of(), null);

    @Override
    public List<SourceView> sources() {
        boolean caughtUp = standing.get().caughtUp();
        return indexer.counted((sources, _) -> sources.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(source -> view(source.getKey(), source.getValue(), caughtUp))
                .toList());
    }

    private SourceView view(String name, SourceStats stats, boolean caughtUp) {
        Posting oldest = Optional.ofNullable(
                        store.last(Column.TERMS, Term.openOf(name).prefix()))
                .map(Posting::in)
                .orElse(null);
        boolean heard = stats.lastHeardAt > 0;
        long rest = Math.max(0, stats.deliveries - stats.normalized - stats.rejected - stats.ignored);
        return new SourceView(
                name,
                stats.vendor,
                heard ? Micros.instant(stats.lastHeardAt) : null,
                heard
                        ? Math.max(
                                0,
                                Duration.between(Micros.instant(stats.lastHeardAt), clock.instant())
                                        .toSeconds())
                        : null,
                stats.deliveries,
                stats.normalized,
                caughtUp ? rest : 0,
                stats.rejected,
                stats.ignored,
                caughtUp ? 0 : rest,
                stats.open,
                oldest == null ? null : Micros.instant(oldest.firstSeenAt()),
                oldest == null ? null : oldest.key(),
                unknown(stats));
    }

    private static List<SourceView.UnknownField> unknown(SourceStats stats) {
        var fields = new ArrayList<SourceView.UnknownField>();
        stats.unknown.forEach((novelty, seen) -> fields.add(new SourceView.UnknownField(
                novelty.kind(), novelty.where(), novelty.word(), seen.count(), Micros.instant(seen.lastAt()))));
        fields.sort(Comparator.comparingLong(SourceView.UnknownField::count).reversed());
        return fields;
    }

    @Override
    public Standing standing() {
        return standing.get();
    }

    @Override
    public AutoCloseable listen(Consumer<String> changed) {
        listeners.add(changed);
        return () -> listeners.remove(changed);
    }

    /** Tells all who listen. */
    public void changed(Set<String> keys) {
        for (Consumer<String> listener : listeners) {
            keys.forEach(key -> Objects.requireNonNull(listener).accept(key));
        }
    }
}
