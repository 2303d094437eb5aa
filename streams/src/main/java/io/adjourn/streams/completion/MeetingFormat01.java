package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.streams.completion.Life.Closed;
import io.adjourn.streams.completion.Life.Open;
import io.adjourn.streams.completion.Life.Stub;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.Media;
import io.adjourn.vendors.Event.VendorWords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads what release 0.1.0 wrote of a meeting: 4, or 5 where the rest is deflated, then its parts one after the other in Avro's
 * primitives, enums by name. Nothing writes it any more: a state is written as {@link MeetingBytes} says when its meeting is next
 * touched, at the latest when it becomes a stub or is forgotten. This class can go with the first release that nobody upgrades to
 * from 0.1.0 with states older than that release's {@code retain} and {@code stub-retain}.
 */
final class MeetingFormat01 {
    static final byte PLAIN = 4;
    static final byte DEFLATED = 5;

    private final BinaryDecoder in;

    /** How many bytes there are: nothing in them is more than that. */
    private final int size;

    private MeetingFormat01(byte[] bytes, int from) {
        this.size = bytes.length;
        this.in = DecoderFactory.get().binaryDecoder(bytes, from, bytes.length - from, null);
    }

    /** Reads one value. */
    private interface Part<T> {
        T read() throws IOException;
    }

    /** @param bytes with the first one, which says that they are of this format */
    static Meeting read(byte[] bytes) throws IOException {
        var format = bytes[0] == DEFLATED
                ? new MeetingFormat01(MeetingBytes.inflated(bytes, 1), 0)
                : new MeetingFormat01(bytes, 1);
        Meeting meeting = format.meeting();
        if (!format.in.isEnd()) {
            throw new IOException("more follows");
        }
        return meeting;
    }

    private Meeting meeting() throws IOException {
        String vendor = in.readString();
        MeetingState state = state();
        Closed closed = optional(this::closed);
        Long scheduledAt = optional(in::readLong);
        boolean stub = in.readBoolean();
        if (closed == null) {
            return new Meeting(vendor, state, new Open(), scheduledAt, Numbering.FIRST);
        }
        Life life = stub ? new Stub(closed.last(), null) : closed;
        return new Meeting(vendor, state, life, scheduledAt, Numbering.FIRST);
    }

    private MeetingState state() throws IOException {
        String dialect = in.readString();
        SeenEventIds seen = seen();
        Times times = times();
        return new MeetingState(
                dialect, seen, times.log(), run(times), details(), list(this::artifact), optional(this::moment));
    }

    /** Log times as they were kept: those of two kinds of steps here, and not at each step. */
    private record Times(
            LogTimes log,
            @Nullable Long signOfTheEnd,
            @Nullable Long provisionalEnd) {

        long heard(BotState state, boolean terminal) {
            if (provisionalEnd != null && !terminal && StateOrder.isEnd(state)) {
                return provisionalEnd;
            }
            return signOfTheEnd != null && StateOrder.isSignOfTheEnd(state) ? signOfTheEnd : log.firstSeen();
        }
    }

    private SeenEventIds seen() throws IOException {
        long[] ids = new long[count(Long.BYTES)];
        var bytes = new byte[ids.length * Long.BYTES];
        in.readFixed(bytes);
        ByteBuffer.wrap(bytes).asLongBuffer().get(ids);
        return new SeenEventIds(ids, in.readInt(), in.readInt());
    }

    private Times times() throws IOException {
        long firstSeen = in.readLong();
        long lastNews = in.readLong();
        boolean underway = in.readBoolean();
        Long signOfTheEnd = optional(in::readLong);
        Long provisionalEnd = optional(in::readLong);
        var log = new LogTimes(firstSeen, lastNews, underway, optional(in::readLong));
        return new Times(log, signOfTheEnd, provisionalEnd);
    }

    private BotTimeline run(Times times) throws IOException {
        List<Step> steps = list(() -> step(times));
        boolean truncated = in.readBoolean();
        // The latest step, and when it was requested, follow from the steps.
        optional(() -> step(times));
        optional(this::moment);
        Moment joinedAt = own(optional(this::moment));
        Moment recordingStartedAt = own(optional(this::moment));
        Double durationSeconds = optional(this::number);
        var presence = new Presence(in.readBoolean(), in.readBoolean(), in.readBoolean(), in.readBoolean());
        in.readInt();
        return BotTimeline.of(
                steps, truncated, new RunFacts(presence, false, joinedAt, recordingStartedAt, durationSeconds));
    }

    private double number() throws IOException {
        double value = in.readDouble();
        moment();
        in.readLong();
        return value;
    }

    private static @Nullable Moment own(@Nullable Moment moment) {
        return moment == null || moment.inferred() ? null : moment;
    }

    private Step step(Times times) throws IOException {
        BotState state = BotState.valueOf(in.readString());
        Moment at = moment();
        boolean terminal = in.readBoolean();
        return new Step(
                state,
                at,
                terminal,
                optional(() -> EndReason.valueOf(in.readString())),
                new VendorWords(optional(in::readString), optional(in::readString), optional(in::readString)),
                RunFacts.NONE,
                times.heard(state, terminal),
                in.readLong());
    }

    private MeetingDetails details() throws IOException {
        return new MeetingDetails(
                optional(this::text),
                optional(this::text),
                optional(this::text),
                null,
                optional(this::text),
                nameList(),
                nameList(),
                null,
                null);
    }

    private Attributed<String> text() throws IOException {
        return new Attributed<>(in.readString(), moment(), in.readLong());
    }

    private NameList nameList() throws IOException {
        return new NameList(list(in::readString), in.readBoolean());
    }

    private ArtifactFact artifact() throws IOException {
        return new ArtifactFact(
                ArtifactKind.valueOf(in.readString()),
                optional(in::readString),
                ArtifactStatus.valueOf(in.readString()),
                optional(this::link),
                new Media(optional(in::readString), optional(in::readLong), optional(in::readDouble)),
                in.readBoolean(),
                null,
                null,
                moment(),
                in.readLong());
    }

    private Link link() throws IOException {
        return new Link(in.readString(), optional(() -> Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS)));
    }

    private Moment moment() throws IOException {
        return new Moment(in.readLong(), in.readBoolean());
    }

    private Closed closed() throws IOException {
        var last =
                new Publication(in.readInt(), in.readLong(), in.readLong(), in.readBoolean(), in.readBoolean(), false);
        return new Closed(
                last,
                optional(() -> new PendingRevision(in.readLong(), new RecordContent(in.readLong(), Map.of()), false)));
    }

    private <T> @Nullable T optional(Part<T> part) throws IOException {
        return in.readBoolean() ? part.read() : null;
    }

    private <T> List<T> list(Part<T> part) throws IOException {
        int count = count(1);
        var values = new ArrayList<T>(count);
        for (int i = 0; i < count; i++) {
            values.add(part.read());
        }
        return values;
    }

    /** How many values of so many bytes at least: never more than there is room for. */
    private int count(int bytesEach) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > size / bytesEach) {
            throw new IOException("no count");
        }
        return count;
    }
}
