package io.adjourn.vendors.meetstream;

import static java.util.Map.entry;

import io.adjourn.meetings.v1.ActivityKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.vendors.OrderedMap;
import io.adjourn.vendors.meetstream.EventKind.ActivityOnly;
import io.adjourn.vendors.meetstream.EventKind.AllDone;
import io.adjourn.vendors.meetstream.EventKind.Deleted;
import io.adjourn.vendors.meetstream.EventKind.Entered;
import io.adjourn.vendors.meetstream.EventKind.Reached;
import io.adjourn.vendors.meetstream.EventKind.Result;
import io.adjourn.vendors.meetstream.EventKind.Stopped;
import io.adjourn.vendors.meetstream.EventKind.Unrecognized;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words of MeetStream, and what they mean; the same tables are in docs/vendors/meetstream.md. */
final class Vocabulary {
    static final String JOINING = "bot.joining";
    static final String IN_MEETING = "bot.inmeeting";
    static final String STOPPED = "bot.stopped";
    private static final String ERROR = "bot.error";
    private static final String DATA_DELETION = "data_deletion";

    private static final Reached ENDED = new Reached(BotState.ENDED, EndReason.NORMAL_EXIT);
    private static final Reached NOT_ADMITTED = new Reached(BotState.FAILED, EndReason.WAITING_ROOM_TIMEOUT);
    // Also where the host refused the recording: whether the bot had been in the meeting is not for one event to say.
    private static final Reached DENIED = new Reached(BotState.FAILED, EndReason.JOIN_DENIED);
    private static final Reached FAILED = new Reached(BotState.FAILED, EndReason.INTERNAL_ERROR);

    private static final Map<String, EventKind> EVENTS = OrderedMap.of(
            entry("bot.scheduled", new Reached(BotState.SCHEDULED, null)),
            entry(JOINING, new Reached(BotState.JOINING, null)),
            entry("bot.in_waiting_room", new Reached(BotState.WAITING_ROOM, null)),
            entry(IN_MEETING, new Entered()),
            entry("bot.recording_permission_allowed", new Reached(BotState.IN_MEETING, null)),
            entry("bot.recording_permission_denied", new Reached(BotState.IN_MEETING, EndReason.RECORDING_DENIED)),
            entry("bot.recording", new Reached(BotState.RECORDING, null)),
            entry("bot.leaving", new Reached(BotState.LEAVING, null)),
            entry("bot.uploading", new Reached(BotState.PROCESSING, null)),
            entry(STOPPED, new Stopped()),
            entry("bot.kicked", new Reached(BotState.ENDED, EndReason.REMOVED_BY_PARTICIPANT)),
            entry("bot.notallowed", NOT_ADMITTED),
            entry("bot.denied", DENIED),
            entry("bot.failed", FAILED),
            entry(Product.AUDIO.made(), new Result(Product.AUDIO, ArtifactStatus.READY)),
            entry("audio.skipped", new Result(Product.AUDIO, ArtifactStatus.SKIPPED)),
            entry(Product.TRANSCRIPT.made(), new Result(Product.TRANSCRIPT, ArtifactStatus.READY)),
            entry("transcription.failed", new Result(Product.TRANSCRIPT, ArtifactStatus.FAILED)),
            entry("transcription.skipped", new Result(Product.TRANSCRIPT, ArtifactStatus.SKIPPED)),
            entry(Product.VIDEO.made(), new Result(Product.VIDEO, ArtifactStatus.READY)),
            entry(Product.MANIFEST.made(), new Result(Product.MANIFEST, ArtifactStatus.READY)),
            entry("manifest.skipped", new Result(Product.MANIFEST, ArtifactStatus.SKIPPED)),
            entry("bot.done", new AllDone()),
            entry(DATA_DELETION, new Deleted()),
            entry(ERROR, new ActivityOnly(ActivityKind.BOT_ERROR)),
            entry("bot.transcriptionready", new ActivityOnly(ActivityKind.INFO)),
            entry("participant_events.join", new ActivityOnly(ActivityKind.PARTICIPANT)),
            entry("participant_events.leave", new ActivityOnly(ActivityKind.PARTICIPANT)));

    /** With which status a run is over. */
    private static final Map<String, Reached> ENDS = OrderedMap.of(
            entry("stopped", ENDED),
            entry("notallowed", NOT_ADMITTED),
            entry("denied", DENIED),
            entry("error", FAILED),
            entry("failed", FAILED));

    /** What a bot is about by its status where its name is not known; that it ended is in {@link #ENDS}. */
    private static final Map<String, BotState> UNDER_WAY = OrderedMap.of(
            entry("joining", BotState.JOINING),
            entry("inwaitingroom", BotState.WAITING_ROOM),
            entry("inmeeting", BotState.IN_MEETING),
            entry("recording", BotState.RECORDING),
            entry("leaving", BotState.LEAVING));

    private static final String DONE = "done";

    /** The event of a step that the API's timeline has, by its status, where accounts have them in every dialect. */
    private static final Map<String, String> OLD_STEPS = OrderedMap.of(
            entry("joining", JOINING),
            entry("inmeeting", IN_MEETING),
            entry("stopped", STOPPED),
            entry("notallowed", "bot.notallowed"),
            entry("denied", "bot.denied"),
            entry("error", "bot.failed"),
            entry("failed", "bot.failed"));

    /** The same, where only accounts of the newer dialect have them. */
    private static final Map<String, String> NEW_STEPS = OrderedMap.of(
            entry("scheduled", "bot.scheduled"),
            entry("inwaitingroom", "bot.in_waiting_room"),
            entry("recording", "bot.recording"),
            entry("leaving", "bot.leaving"),
            entry("uploading", "bot.uploading"),
            entry(DONE, "bot.done"));

    /** How a step after the call went. */
    private static final Map<String, StepStatus> STEP_STATUSES = Map.of(
            "success", StepStatus.SUCCESS,
            "error", StepStatus.FAILURE,
            "failed", StepStatus.FAILURE,
            "failure", StepStatus.FAILURE);

    /** What the names of events of bots begin with; the status of any other tells of its product, not of the bot. */
    private static final String OF_BOTS = "bot.";

    /** M1 has these and no others. */
    private static final Set<String> DOCUMENTED = Set.of(
            JOINING,
            IN_MEETING,
            STOPPED,
            Product.AUDIO.made(),
            Product.TRANSCRIPT.made(),
            Product.VIDEO.made(),
            DATA_DELETION);

    private Vocabulary() {}

    static EventKind kindOf(@Nullable String name) {
        return name == null ? new Unrecognized() : EVENTS.getOrDefault(name, new Unrecognized());
    }

    /** What an event means whose name is not known, by its status; {@link Unrecognized} where that is not known either. */
    static EventKind kindByStatus(String name, @Nullable String botStatus) {
        if (!name.startsWith(OF_BOTS) || botStatus == null) {
            return new Unrecognized();
        }
        BotState state = UNDER_WAY.get(botStatus.toLowerCase(Locale.ROOT));
        if (state != null) {
            return new Reached(state, null);
        }
        return endOf(botStatus) == null ? new Unrecognized() : new Stopped();
    }

    /** All names, in the order of a bot's life. */
    static Set<String> all() {
        return EVENTS.keySet();
    }

    /** The statuses with which a run is over. */
    static Set<String> endStatuses() {
        return ENDS.keySet();
    }

    static boolean isUnknown(@Nullable String name) {
        return name != null && kindOf(name) instanceof Unrecognized;
    }

    static boolean isDocumented(String name) {
        return DOCUMENTED.contains(name);
    }

    /** Whether the event may truly happen again with the same content: joining is tried up to three times. */
    static boolean mayRepeat(@Nullable String name) {
        return JOINING.equals(name) || ERROR.equals(name);
    }

    /** Whether it is one of the up to three attempts to join. */
    static boolean isAttempt(@Nullable String name) {
        return JOINING.equals(name);
    }

    /** Whether the name tells how the run ended, and not only that it did. */
    static boolean tellsReason(@Nullable String name) {
        return !STOPPED.equals(name);
    }

    /** How a run went that is over with this status; null for a status that is none of the known ones. */
    static @Nullable Reached endOf(@Nullable String botStatus) {
        return botStatus == null ? null : ENDS.get(botStatus.toLowerCase(Locale.ROOT));
    }

    /** The event that tells of a step with this status; null where none is known to. */
    static @Nullable String eventOf(String status) {
        String word = status.toLowerCase(Locale.ROOT);
        String old = OLD_STEPS.get(word);
        return old == null ? NEW_STEPS.get(word) : old;
    }

    /** Whether only an account of the newer dialect has such a step. */
    static boolean isOfNewerDialect(String status) {
        return NEW_STEPS.containsKey(status.toLowerCase(Locale.ROOT));
    }

    /** Whether all is done by this status. */
    static boolean isDone(String status) {
        return DONE.equalsIgnoreCase(status);
    }

    /** Whether a bot has this status only once its run is over. */
    static boolean followsTheEnd(@Nullable String status) {
        return status != null && (isDone(status) || "uploading".equalsIgnoreCase(status));
    }

    /** How a step went by the word for it, whose case varies. */
    static StepStatus stepStatusOf(@Nullable String word) {
        return word == null
                ? StepStatus.NOT_SAID
                : STEP_STATUSES.getOrDefault(word.toLowerCase(Locale.ROOT), StepStatus.UNKNOWN);
    }
}
