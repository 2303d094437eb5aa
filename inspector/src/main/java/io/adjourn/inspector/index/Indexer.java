package io.adjourn.inspector.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.contracts.MeetingKey;
import io.adjourn.contracts.Topic;
import io.adjourn.inspector.index.IndexEntry.Opened;
import io.adjourn.inspector.index.IndexEntry.Refused;
import io.adjourn.inspector.index.IndexEntry.Revised;
import io.adjourn.inspector.index.IndexEntry.Told;
import io.adjourn.inspector.index.IndexStore.Column;
import io.adjourn.meetings.v1.LifecycleKind;
import io.adjourn.meetings.v1.MeetingActivity;
import io.adjourn.meetings.v1.MeetingArtifact;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.MeetingLifecycle;
import io.adjourn.meetings.v1.OpenMeeting;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.vendors.Novelty;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a batch of changes what the index has of them, and the places in the topics up to which that is. Only one thread may use it;
 * what it counts, others may read.
 */
public final class Indexer {
    private static final String OFFSET = "offset/";
    private static final String SOURCE = "source/";
    private static final String REJECTS = "rejects/";
    private static final String PURGE = "purge/";
    private static final String TOTALS = "totals";

    private final IndexStore store;
    private final Map<String, SourceStats> sources = new HashMap<>();
    private final Map<RejectStats.Group, RejectStats> rejects = new HashMap<>();
    private long events;
    private long meetings;

    public Indexer(IndexStore store) {
        this.store = store;
        load();
    }

    /** Forgets what it counted, and takes what the store has: after a failure, or once the store was thrown away. */
    public synchronized void load() {
        sources.clear();
        store.meta(SOURCE).forEach((name, row) -> sources.put(name, SourceStats.unpack(row)));
        rejects.clear();
        store.meta(REJECTS).forEach((group, row) -> rejects.put(RejectStats.Group.of(group), RejectStats.unpack(row)));
        byte[] totals = store.get(Column.META, TOTALS.getBytes(UTF_8));
        var in = totals == null ? null : new Unpacker(totals);
        events = in == null ? 0 : in.number();
        meetings = in == null ? 0 : in.number();
    }

    private void loadAfter(IndexException failure) {
        try {
            load();
        } catch (IndexException e) {
            failure.addSuppressed(e);
        }
    }

    /** Where to go on reading, by topic, slash and partition. */
    public Map<String, Long> offsets() {
        var offsets = new HashMap<String, Long>();
        store.meta(OFFSET)
                .forEach((place, row) -> offsets.put(place, ByteBuffer.wrap(row).getLong()));
        return offsets;
    }

    /** What the index says of itself by that name, such as a topic's id; null where nothing. */
    public @Nullable String note(String name) {
        byte[] row = store.get(Column.META, ("note/" + name).getBytes(UTF_8));
        return row == null ? null : new String(row, UTF_8);
    }

    public void note(String name, String text) {
        try (var batch = store.batch()) {
            batch.put(Column.META, ("note/" + name).getBytes(UTF_8), text.getBytes(UTF_8));
            store.write(batch);
        }
    }

    public synchronized long events() {
        return events;
    }

    public synchronized long meetings() {
        return meetings;
    }

    /** Does something with what is counted, while nothing is. */
    synchronized <T> T counted(BiFunction<Map<String, SourceStats>, Map<RejectStats.Group, RejectStats>, T> reader) {
        return reader.apply(sources, rejects);
    }

    /**
     * Writes what the changes make of the index, and from where to go on: all of it or nothing.
     *
     * @param offsets where to go on reading, by topic, slash and partition
     * @return the record keys of which something is new
     * @throws IndexException if the disk refuses; then nothing of it is counted
     */
    public Set<String> index(List<Change> changes, Map<String, Long> offsets) {
        var work = new Work(changes);
        synchronized (this) {
            try {
                changes.forEach(work::apply);
                work.finish(offsets);
            } catch (IndexException e) {
                loadAfter(e);
                throw e;
            }
        }
        work.purges.forEach(this::purge);
        return work.touched.keySet();
    }

    /** Takes out of the index what is left to be taken out, as of a process that was killed meanwhile. */
    public void finishPurges() {
        store.meta(PURGE).keySet().forEach(this::purge);
    }

    /** A batch that is being worked on. */
    private final class Work {
        private final IndexStore.Batch batch = store.batch();
        private final Map<String, Touched> touched = new LinkedHashMap<>();
        private final Set<String> changedSources = new HashSet<>();
        private final Set<RejectStats.Group> changedRejects = new HashSet<>();
        /** Deliveries with events that have none in the index. */
        private final Set<Delivery> unheard = new HashSet<>();

        private final Set<String> purges = new HashSet<>();

        /** Where a delivery is. */
        private record Delivery(String key, RecordPosition raw) {}

        /**
         * What was known of a record key, and what is.
         *
         * @param before null where nothing was known
         */
        private record Touched(
                StoredSummary summary, @Nullable StoredSummary before) {
            boolean wasOpen() {
                return before != null && before.isOpen();
            }
        }

        Work(List<Change> changes) {
            List<String> keys = changes.stream().map(Change::key).distinct().toList();
            List<byte @Nullable []> rows =
                    store.getAll(Column.SUMMARIES, keys.stream().map(Keys::key).toList());
            for (int i = 0; i < keys.size(); i++) {
                String key = keys.get(i);
                byte[] row = rows.get(i);
                StoredSummary summary = row == null ? new StoredSummary() : StoredSummary.unpack(row);
                if (row == null) {
                    summary.source = MeetingKey.sourceOf(key);
                }
                touched.put(key, new Touched(summary, row == null ? null : StoredSummary.unpack(row)));
            }
            List<Delivery> told = changes.stream()
                    .filter(Change.Tells.class::isInstance)
                    .map(Change.Tells.class::cast)
                    .flatMap(tells -> Stream.ofNullable(tells.told().raw()).map(raw -> new Delivery(tells.key(), raw)))
                    .distinct()
                    .toList();
            List<byte @Nullable []> heard = store.getAll(
                    Column.ENTRIES,
                    told.stream()
                            .map(one -> Keys.placed(one.key(), Keys.NORMALIZED, one.raw()))
                            .toList());
            for (int i = 0; i < told.size(); i++) {
                if (heard.get(i) == null) {
                    unheard.add(told.get(i));
                }
            }
        }

        private StoredSummary summary(String key) {
            return Objects.requireNonNull(touched.get(key)).summary();
        }

        void apply(Change change) {
            events++;
            StoredSummary summary = summary(change.key());
            summary.changes++;
            switch (change) {
                case Change.Came(var key, var delivered, var novelties) -> came(key, summary, delivered, novelties);
                case Change.Tells(var key, var told) -> tells(key, summary, told);
                case Change.Revises(var key, var revised) -> revises(key, summary, revised);
                case Change.Forgets(var key, var logTime) -> {
                    summary.heard(logTime * 1000);
                    summary.meeting = true;
                    delete(key, summary, logTime * 1000);
                }
                case Change.Waits(var key, Opened(OpenMeeting open)) -> waits(key, summary, open);
                case Change.WaitsNoMore(var key) -> {
                    summary.open = false;
                    batch.delete(Column.ENTRIES, Keys.kind(key, Keys.OPEN));
                }
                case Change.Rejects(var key, var refused) -> rejects(key, summary, refused);
            }
        }

        private void came(String key, StoredSummary summary, Delivered delivered, Set<Novelty> novelties) {
            batch.put(Column.ENTRIES, Keys.placed(key, Keys.DELIVERY, delivered.place()), delivered.pack());
            summary.deliveries++;
            summary.heard(delivered.receivedAt());
            summary.source = delivered.source();
            summary.vendor = delivered.vendor();
            summary.meeting |= isOfMeeting(key);
            SourceStats source = source(delivered.source(), delivered.vendor());
            source.deliveries++;
            source.lastHeardAt = Math.max(source.lastHeardAt, delivered.receivedAt());
            if (delivered.reading() == Delivered.Reading.IGNORED) {
                source.ignored++;
            }
            for (Novelty novelty : novelties) {
                source.saw(
                        new SourceStats.Unknown(novelty.kind().toString(), novelty.where(), novelty.word()),
                        delivered.receivedAt());
            }
        }

        private void tells(String key, StoredSummary summary, Told told) {
            SpecificRecord event = summary.deletedAt == null ? told.event() : Personal.without(told.event());
            RecordPosition raw = told.raw();
            if (raw != null && unheard.remove(new Delivery(key, raw))) {
                batch.put(Column.ENTRIES, Keys.placed(key, Keys.NORMALIZED, raw));
                source(summary.source, "").normalized++;
            }
            batch.put(
                    Column.ENTRIES,
                    Keys.event(key, raw, told.topic(), told.place()),
                    AvroRows.write(withoutContent(event)));
            switch (event) {
                case MeetingLifecycle lifecycle -> {
                    heard(summary, lifecycle.getVendor(), lifecycle.getMeetingId(), lifecycle.getReceivedAt());
                    Lifecycles.tell(summary, lifecycle);
                    if (lifecycle.getKind() == LifecycleKind.DATA_DELETION) {
                        delete(key, summary, Micros.of(lifecycle.getReceivedAt()));
                    }
                }
                case MeetingArtifact artifact ->
                    heard(summary, artifact.getVendor(), artifact.getMeetingId(), artifact.getReceivedAt());
                case MeetingActivity activity ->
                    heard(summary, activity.getVendor(), activity.getMeetingId(), activity.getReceivedAt());
                default -> summary.heard(Micros.of(((io.adjourn.meetings.v1.CalendarChange) event).getReceivedAt()));
            }
        }

        private void heard(StoredSummary summary, String vendor, @Nullable String meeting, Instant at) {
            summary.heard(Micros.of(at));
            summary.vendor = vendor;
            summary.meeting |= meeting != null;
        }

        private void revises(String key, StoredSummary summary, Revised revised) {
            MeetingCompletion completion = revised.completion();
            batch.put(
                    Column.ENTRIES,
                    Keys.revision(key, completion.getEpoch(), completion.getRevision()),
                    StoredRows.of(revised));
            summary.heard(Micros.of(completion.getFirstSeenAt()));
            summary.heard(Micros.of(completion.getRevisedAt()));
            summary.meeting = true;
            if (completion.getEpoch() > summary.epoch
                    || (completion.getEpoch() == summary.epoch && completion.getRevision() >= summary.revision)) {
                Lifecycles.revise(summary, completion);
            }
            if (completion.getOutcome() == Outcome.DELETED) {
                Instant deletedAt = completion.getDeletedAt();
                delete(key, summary, Micros.of(deletedAt == null ? completion.getRevisedAt() : deletedAt));
                // What the record still says, its topic may say: it is what the installation keeps.
                summary.attributes = completion.getAttributes();
            }
        }

        private void delete(String key, StoredSummary summary, long at) {
            if (summary.deletedAt == null) {
                summary.deletedAt = at;
            }
            summary.url = null;
            summary.attributes = null;
            batch.put(Column.META, (PURGE + key).getBytes(UTF_8));
            purges.add(key);
        }

        private void waits(String key, StoredSummary summary, OpenMeeting open) {
            batch.put(Column.ENTRIES, Keys.kind(key, Keys.OPEN), AvroRows.write(open));
            summary.open = true;
            summary.meeting = true;
            summary.vendor = open.getVendor();
            summary.state = open.getState();
            summary.heard(Micros.of(open.getFirstSeenAt()));
            summary.heard(Micros.of(open.getLastNewsAt()));
        }

        private void rejects(String key, StoredSummary summary, Refused refused) {
            batch.put(Column.ENTRIES, Keys.placed(key, Keys.REJECT, refused.place()), StoredRows.of(refused));
            summary.rejects++;
            summary.heard(refused.logTime() * 1000);
            summary.meeting |= isOfMeeting(key);
            String source = refused.reject().getSource();
            String vendor = refused.reject().getVendor();
            if (source != null && refused.reject().getRaw() != null) {
                source(source, vendor == null ? "" : vendor).rejected++;
            }
            var group = new RejectStats.Group(
                    refused.reject().getReason().name(), source == null ? "" : source, vendor == null ? "" : vendor);
            rejects.computeIfAbsent(group, _ -> new RejectStats()).saw(key, refused.place(), refused.logTime());
            changedRejects.add(group);
        }

        private SourceStats source(String name, String vendor) {
            changedSources.add(name);
            SourceStats source = sources.computeIfAbsent(name, _ -> new SourceStats());
            if (!vendor.isEmpty()) {
                source.vendor = vendor;
            }
            return source;
        }

        void finish(Map<String, Long> offsets) {
            try (batch) {
                touched.forEach(this::write);
                changedSources.forEach(name -> batch.put(
                        Column.META,
                        (SOURCE + name).getBytes(UTF_8),
                        Objects.requireNonNull(sources.get(name)).pack()));
                changedRejects.forEach(group -> batch.put(
                        Column.META,
                        (REJECTS + group.row()).getBytes(UTF_8),
                        Objects.requireNonNull(Indexer.this.rejects.get(group)).pack()));
                offsets.forEach((place, offset) -> batch.put(
                        Column.META,
                        (OFFSET + place).getBytes(UTF_8),
                        ByteBuffer.allocate(Long.BYTES).putLong(offset).array()));
                batch.put(
                        Column.META,
                        TOTALS.getBytes(UTF_8),
                        new Packer().number(events).number(meetings).bytes());
                store.write(batch);
            }
        }

        private void write(String key, Touched known) {
            StoredSummary summary = known.summary();
            if (summary.firstSeenAt == Long.MAX_VALUE) {
                // Only that it waits no more is known of it: of a meeting that is not in the index.
                return;
            }
            if (known.before() == null && summary.meeting) {
                meetings++;
            }
            if (known.wasOpen() != summary.isOpen()) {
                source(summary.source, summary.vendor).open += summary.isOpen() ? 1 : -1;
            }
            batch.put(Column.SUMMARIES, Keys.key(key), summary.pack());
            StoredSummary before = known.before();
            if (before == null || before.firstSeenAt != summary.firstSeenAt || !Term.areSame(before, summary)) {
                list(key, before, summary);
            }
        }

        /** Has the meeting in the lists of its terms, where it stands by when it was first seen. */
        private void list(String key, @Nullable StoredSummary before, StoredSummary now) {
            Set<byte[]> were = before == null ? Set.of() : rows(key, before);
            Set<byte[]> are = rows(key, now);
            were.stream().filter(row -> !are.contains(row)).forEach(row -> batch.delete(Column.TERMS, row));
            are.stream().filter(row -> !were.contains(row)).forEach(row -> batch.put(Column.TERMS, row));
        }

        private static Set<byte[]> rows(String key, StoredSummary summary) {
            Posting posting = Posting.of(summary.firstSeenAt, key);
            var rows = new TreeSet<byte[]>(Arrays::compareUnsigned);
            Term.of(key, summary).forEach(term -> rows.add(posting.in(term)));
            return rows;
        }
    }

    /** Takes all of these out, as if they had never been. */
    void remove(List<String> keys) {
        List<byte @Nullable []> rows =
                store.getAll(Column.SUMMARIES, keys.stream().map(Keys::key).toList());
        var open = new HashMap<String, Integer>();
        int removed = 0;
        try (var batch = store.batch()) {
            for (int i = 0; i < keys.size(); i++) {
                byte[] row = rows.get(i);
                if (row == null) {
                    continue;
                }
                String key = keys.get(i);
                StoredSummary summary = StoredSummary.unpack(row);
                Posting posting = Posting.of(summary.firstSeenAt, key);
                Term.of(key, summary).forEach(term -> batch.delete(Column.TERMS, posting.in(term)));
                batch.delete(Column.SUMMARIES, Keys.key(key));
                batch.deleteRange(Column.ENTRIES, Keys.prefix(key), Keys.after(key));
                removed += summary.meeting ? 1 : 0;
                if (summary.isOpen()) {
                    open.merge(summary.source, 1, Integer::sum);
                }
            }
            store.write(batch);
            synchronized (this) {
                meetings -= removed;
                open.forEach((source, count) -> sources.computeIfPresent(source, (_, stats) -> {
                    stats.open -= count;
                    return stats;
                }));
            }
        }
    }

    /** The topics have that; nobody looks for it here. */
    private static SpecificRecord withoutContent(SpecificRecord event) {
        switch (event) {
            case MeetingArtifact artifact -> artifact.setContent(null);
            case MeetingActivity activity -> activity.setData("");
            default -> {}
        }
        return event;
    }

    private static boolean isOfMeeting(String key) {
        String session = MeetingKey.of(key).session();
        return !session.isEmpty() && session.indexOf('/') < 0 && !session.equals("account");
    }

    /** Takes what is personal out of all that the index has of a meeting. */
    private void purge(String key) {
        var rows = new ArrayList<Map.Entry<byte[], byte[]>>();
        byte[] prefix = Keys.prefix(key);
        store.scan(Column.ENTRIES, prefix, (row, value) -> {
            switch (Keys.Rest.of(row, prefix.length).kind()) {
                case Keys.EVENT, Keys.REVISION -> rows.add(Map.entry(row, value));
                default -> {}
            }
            return true;
        });
        try (var batch = store.batch()) {
            for (Map.Entry<byte[], byte[]> row : rows) {
                Keys.Rest rest = Keys.Rest.of(row.getKey(), prefix.length);
                batch.put(Column.ENTRIES, row.getKey(), purged(rest, row.getValue()));
            }
            batch.delete(Column.META, (PURGE + key).getBytes(UTF_8));
            batch.put(Column.META, (Upkeep.COMPACT + key).getBytes(UTF_8));
            store.write(batch);
        }
    }

    private static byte[] purged(Keys.Rest rest, byte[] row) {
        if (rest.kind() == Keys.EVENT) {
            rest.place();
            Topic topic = rest.topic();
            SpecificRecord event = AvroRows.readEvent(topic, row);
            // Why, and by whom, is what an operator said of the deletion itself: nobody's data.
            return event instanceof MeetingLifecycle lifecycle && lifecycle.getKind() == LifecycleKind.DATA_DELETION
                    ? row
                    : AvroRows.write(Personal.without(event));
        }
        Revised revised = StoredRows.revised(row);
        return revised.completion().getOutcome() == Outcome.DELETED
                ? row
                : StoredRows.of(
                        new Revised(revised.place(), revised.logTime(), Personal.without(revised.completion())));
    }
}
