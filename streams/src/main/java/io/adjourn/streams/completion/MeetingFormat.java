package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.streams.completion.Publication.Doubt;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.Media;
import io.adjourn.vendors.Event.VendorWords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * A meeting's state in Avro's binary primitives, each part written and read side by side. Enums go by name, so that their
 * order may change. What is written here stands in changelogs: a change of it needs a new version in {@link MeetingBytes}.
 */
final class MeetingFormat {
    private MeetingFormat() {}

    /** Writes one value. */
    private interface Writing<T> {
        void write(T value, Encoder out) throws IOException;
    }

    /** Reads one value. */
    private interface Reading<T> {
        T read(Decoder in) throws IOException;
    }

    static void write(Meeting meeting, Encoder out) throws IOException {
        out.writeString(meeting.vendor());
        writeState(meeting.state(), out);
        writeOptional(meeting.publication(), MeetingFormat::writePublication, out);
        writeOptional(meeting.armed(), MeetingFormat::writeLong, out);
        out.writeBoolean(meeting.stub());
    }

    static Meeting read(Decoder in) throws IOException {
        return new Meeting(
                in.readString(),
                readState(in),
                readOptional(MeetingFormat::readPublication, in),
                readOptional(Decoder::readLong, in),
                in.readBoolean());
    }

    private static void writeState(MeetingState state, Encoder out) throws IOException {
        out.writeString(state.dialect());
        writeSeen(state.seen(), out);
        writeLog(state.log(), out);
        writeRun(state.run(), out);
        writeAbout(state.about(), out);
        writeList(state.told(), MeetingFormat::writeArtifact, out);
        writeOptional(state.deletedAt(), MeetingFormat::writeMoment, out);
    }

    private static MeetingState readState(Decoder in) throws IOException {
        return new MeetingState(
                in.readString(),
                readSeen(in),
                readLog(in),
                readRun(in),
                readAbout(in),
                readList(MeetingFormat::readArtifact, in),
                readOptional(MeetingFormat::readMoment, in));
    }

    private static void writeSeen(Seen seen, Encoder out) throws IOException {
        out.writeInt(seen.ids().length);
        var ids = ByteBuffer.allocate(seen.ids().length * Long.BYTES);
        for (long id : seen.ids()) {
            ids.putLong(id);
        }
        // Hashes do not shrink in Avro's variable length: they grow.
        out.writeFixed(ids.array());
        out.writeInt(seen.events());
        out.writeInt(seen.duplicates());
    }

    private static Seen readSeen(Decoder in) throws IOException {
        long[] ids = new long[in.readInt()];
        var bytes = new byte[ids.length * Long.BYTES];
        in.readFixed(bytes);
        ByteBuffer.wrap(bytes).asLongBuffer().get(ids);
        return new Seen(ids, in.readInt(), in.readInt());
    }

    private static void writeLog(LogTimes log, Encoder out) throws IOException {
        out.writeLong(log.firstSeen());
        out.writeLong(log.lastNews());
        out.writeBoolean(log.underway());
        writeOptional(log.signOfTheEnd(), MeetingFormat::writeLong, out);
        writeOptional(log.provisionalEnd(), MeetingFormat::writeLong, out);
        writeOptional(log.done(), MeetingFormat::writeLong, out);
    }

    private static LogTimes readLog(Decoder in) throws IOException {
        return new LogTimes(
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                readOptional(Decoder::readLong, in),
                readOptional(Decoder::readLong, in),
                readOptional(Decoder::readLong, in));
    }

    private static void writeRun(Run run, Encoder out) throws IOException {
        writeList(run.steps(), MeetingFormat::writeStep, out);
        out.writeBoolean(run.truncated());
        writeOptional(run.current(), MeetingFormat::writeStep, out);
        writeOptional(run.requestedAt(), MeetingFormat::writeMoment, out);
        writeOptional(run.joinedAt(), MeetingFormat::writeMoment, out);
        writeOptional(run.recordingStartedAt(), MeetingFormat::writeMoment, out);
        writeOptional(run.duration(), MeetingFormat::writeMeasure, out);
        writePresence(run.presence(), out);
        out.writeInt(run.joinAttempts());
    }

    private static Run readRun(Decoder in) throws IOException {
        return new Run(
                readList(MeetingFormat::readStep, in),
                in.readBoolean(),
                readOptional(MeetingFormat::readStep, in),
                readOptional(MeetingFormat::readMoment, in),
                readOptional(MeetingFormat::readMoment, in),
                readOptional(MeetingFormat::readMoment, in),
                readOptional(MeetingFormat::readMeasure, in),
                readPresence(in),
                in.readInt());
    }

    private static void writePresence(Presence presence, Encoder out) throws IOException {
        out.writeBoolean(presence.inMeeting());
        out.writeBoolean(presence.recording());
        out.writeBoolean(presence.leftOutside());
        out.writeBoolean(presence.refused());
    }

    private static Presence readPresence(Decoder in) throws IOException {
        return new Presence(in.readBoolean(), in.readBoolean(), in.readBoolean(), in.readBoolean());
    }

    private static void writeStep(Step step, Encoder out) throws IOException {
        out.writeString(step.state().name());
        writeMoment(step.at(), out);
        out.writeBoolean(step.terminal());
        writeOptional(step.reason(), (reason, to) -> to.writeString(reason.name()), out);
        writeWords(step.words(), out);
        out.writeLong(step.id());
    }

    private static Step readStep(Decoder in) throws IOException {
        return new Step(
                BotState.valueOf(in.readString()),
                readMoment(in),
                in.readBoolean(),
                readOptional(from -> EndReason.valueOf(from.readString()), in),
                readWords(in),
                in.readLong());
    }

    private static void writeWords(VendorWords words, Encoder out) throws IOException {
        writeOptional(words.state(), MeetingFormat::writeString, out);
        writeOptional(words.reason(), MeetingFormat::writeString, out);
        writeOptional(words.message(), MeetingFormat::writeString, out);
    }

    private static VendorWords readWords(Decoder in) throws IOException {
        return new VendorWords(
                readOptional(Decoder::readString, in),
                readOptional(Decoder::readString, in),
                readOptional(Decoder::readString, in));
    }

    private static void writeAbout(About about, Encoder out) throws IOException {
        writeOptional(about.platform(), MeetingFormat::writeClaim, out);
        writeOptional(about.nativeId(), MeetingFormat::writeClaim, out);
        writeOptional(about.url(), MeetingFormat::writeClaim, out);
        writeOptional(about.attributes(), MeetingFormat::writeClaim, out);
        writeRoster(about.participants(), out);
        writeRoster(about.speakers(), out);
    }

    private static About readAbout(Decoder in) throws IOException {
        return new About(
                readOptional(MeetingFormat::readClaim, in),
                readOptional(MeetingFormat::readClaim, in),
                readOptional(MeetingFormat::readClaim, in),
                readOptional(MeetingFormat::readClaim, in),
                readRoster(in),
                readRoster(in));
    }

    private static void writeRoster(Roster roster, Encoder out) throws IOException {
        writeList(roster.names(), MeetingFormat::writeString, out);
        out.writeBoolean(roster.cut());
    }

    private static Roster readRoster(Decoder in) throws IOException {
        return new Roster(readList(Decoder::readString, in), in.readBoolean());
    }

    private static void writeMeasure(Claim<Double> claim, Encoder out) throws IOException {
        out.writeDouble(claim.value());
        writeMoment(claim.at(), out);
        out.writeLong(claim.id());
    }

    private static Claim<Double> readMeasure(Decoder in) throws IOException {
        return new Claim<>(in.readDouble(), readMoment(in), in.readLong());
    }

    private static void writeClaim(Claim<String> claim, Encoder out) throws IOException {
        out.writeString(claim.value());
        writeMoment(claim.at(), out);
        out.writeLong(claim.id());
    }

    private static Claim<String> readClaim(Decoder in) throws IOException {
        return new Claim<>(in.readString(), readMoment(in), in.readLong());
    }

    private static void writeArtifact(ArtifactFact fact, Encoder out) throws IOException {
        out.writeString(fact.kind().name());
        writeOptional(fact.artifactId(), MeetingFormat::writeString, out);
        out.writeString(fact.status().name());
        writeOptional(fact.link(), MeetingFormat::writeLink, out);
        writeOptional(fact.media().format(), MeetingFormat::writeString, out);
        writeOptional(fact.media().sizeBytes(), MeetingFormat::writeLong, out);
        writeOptional(fact.media().durationSeconds(), (seconds, to) -> to.writeDouble(seconds), out);
        out.writeBoolean(fact.implied());
        writeMoment(fact.at(), out);
        out.writeLong(fact.id());
    }

    private static ArtifactFact readArtifact(Decoder in) throws IOException {
        return new ArtifactFact(
                ArtifactKind.valueOf(in.readString()),
                readOptional(Decoder::readString, in),
                ArtifactStatus.valueOf(in.readString()),
                readOptional(MeetingFormat::readLink, in),
                new Media(
                        readOptional(Decoder::readString, in),
                        readOptional(Decoder::readLong, in),
                        readOptional(Decoder::readDouble, in)),
                in.readBoolean(),
                readMoment(in),
                in.readLong());
    }

    private static void writeLink(Link link, Encoder out) throws IOException {
        out.writeString(link.url());
        writeOptional(link.expiresAt(), (at, to) -> to.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, at)), out);
    }

    private static Link readLink(Decoder in) throws IOException {
        return new Link(
                in.readString(), readOptional(from -> Instant.EPOCH.plus(from.readLong(), ChronoUnit.MICROS), in));
    }

    private static void writeMoment(Moment moment, Encoder out) throws IOException {
        out.writeLong(moment.micros());
        out.writeBoolean(moment.inferred());
    }

    private static Moment readMoment(Decoder in) throws IOException {
        return new Moment(in.readLong(), in.readBoolean());
    }

    private static void writePublication(Publication publication, Encoder out) throws IOException {
        out.writeInt(publication.revision());
        out.writeLong(publication.closedAt());
        out.writeLong(publication.at());
        out.writeBoolean(publication.deleted());
        out.writeBoolean(publication.buried());
        writeOptional(publication.doubt(), MeetingFormat::writeDoubt, out);
    }

    private static Publication readPublication(Decoder in) throws IOException {
        return new Publication(
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                in.readBoolean(),
                readOptional(MeetingFormat::readDoubt, in));
    }

    private static void writeDoubt(Doubt doubt, Encoder out) throws IOException {
        out.writeLong(doubt.until());
        out.writeLong(doubt.content());
    }

    private static Doubt readDoubt(Decoder in) throws IOException {
        return new Doubt(in.readLong(), in.readLong());
    }

    private static void writeString(String value, Encoder out) throws IOException {
        out.writeString(value);
    }

    private static void writeLong(Long value, Encoder out) throws IOException {
        out.writeLong(value);
    }

    private static <T> void writeOptional(@Nullable T value, Writing<T> writing, Encoder out) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            writing.write(value, out);
        }
    }

    private static <T> @Nullable T readOptional(Reading<T> reading, Decoder in) throws IOException {
        return in.readBoolean() ? reading.read(in) : null;
    }

    private static <T> void writeList(List<T> values, Writing<T> writing, Encoder out) throws IOException {
        out.writeInt(values.size());
        for (T value : values) {
            writing.write(value, out);
        }
    }

    private static <T> List<T> readList(Reading<T> reading, Decoder in) throws IOException {
        int size = in.readInt();
        var values = new ArrayList<T>(size);
        for (int i = 0; i < size; i++) {
            values.add(reading.read(in));
        }
        return values;
    }
}
