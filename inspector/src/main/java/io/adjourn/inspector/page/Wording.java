package io.adjourn.inspector.page;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.RejectReason;
import java.util.List;
import java.util.Locale;

/** What the symbols of the topics are called in a sentence. A symbol that this release does not know is shown as it is. */
final class Wording {
    private Wording() {}

    /** Such as {@code not captured}, of a badge. */
    static String outcome(Outcome outcome) {
        return plain(outcome);
    }

    static Tone tone(Outcome outcome) {
        return switch (outcome) {
            case COMPLETE -> Tone.GOOD;
            case PARTIAL, TIMED_OUT, UNCONFIRMED -> Tone.PART;
            case FAILED, NOT_CAPTURED -> Tone.BAD;
            case DELETED, UNKNOWN -> Tone.GONE;
        };
    }

    /** Such as {@code in meeting}. */
    static String state(BotState state) {
        return state == BotState.UNKNOWN ? "not known" : plain(state);
    }

    /** Such as {@code transcript}. */
    static String artifact(ArtifactKind kind) {
        return kind == ArtifactKind.UNKNOWN ? "something of an unknown kind" : plain(kind);
    }

    /** Such as {@code the recording, the audio and the transcript}. */
    static String artifacts(List<ArtifactKind> kinds) {
        return listed(kinds.stream()
                .distinct()
                .map(kind -> kind == ArtifactKind.UNKNOWN ? artifact(kind) : "the " + artifact(kind))
                .toList());
    }

    /** Such as {@code a, b and c}. */
    static String listed(List<String> parts) {
        int last = parts.size() - 1;
        if (last <= 0) {
            return String.join("", parts);
        }
        return String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }

    /** Why a record exists, after "because". */
    static String closedBy(ClosedBy closedBy) {
        return switch (closedBy) {
            case ALL_ARRIVED -> "all that was expected had arrived";
            case VENDOR_DONE -> "the vendor said that all is done";
            case DEADLINE -> "the wait was over";
            case FAILURE -> "it failed, and nothing can follow";
            case DELETION -> "its data was deleted";
            case LATE_EVENT -> "something came after it had closed";
            case RECONCILED -> "the vendor's read API was asked, and answered";
            case UNKNOWN -> "of something that this release does not know";
        };
    }

    /** Why the bot's run ended, as a clause of its own; empty where nothing is known. */
    static String because(EndReason reason) {
        return switch (reason) {
            case NORMAL_EXIT -> "it ended in the ordinary way";
            case MEETING_ENDED -> "the meeting was over";
            case LEFT_ON_REQUEST -> "the bot was asked to leave";
            case REMOVED_BY_PARTICIPANT -> "somebody in the meeting removed the bot";
            case EVERYONE_LEFT -> "everyone else had left";
            case NOBODY_JOINED -> "nobody else ever came";
            case SILENCE_TIMEOUT -> "nobody spoke for too long";
            case MAX_DURATION -> "the longest time for a run was reached";
            case WAITING_ROOM_TIMEOUT -> "nobody let the bot in from the waiting room";
            case JOIN_DENIED -> "the host refused to let the bot in";
            case RECORDING_DENIED -> "recording was refused";
            case HOST_NOT_STARTED -> "the host never started the meeting";
            case MEETING_NOT_FOUND -> "the link led to no meeting";
            case CANNOT_JOIN -> "the bot could not join for a technical reason";
            case LOGIN_REQUIRED -> "the meeting lets in only people who are signed in";
            case PLATFORM_AUTH -> "the meeting platform refused the account";
            case QUOTA_EXCEEDED -> "the account's credits or limits are used up";
            case DUPLICATE_BOT -> "another bot of the account was there already";
            case BOT_CRASHED -> "the bot crashed";
            case TRANSCRIPTION_FAILED -> "the transcription failed";
            case INTERNAL_ERROR -> "the vendor had an error of its own";
            case UNKNOWN -> "";
        };
    }

    /** What a reason for a reject means, and what to do. */
    static String reject(RejectReason reason) {
        return switch (reason) {
            case NOT_JSON -> "The body is not JSON. Ask the vendor; replaying it changes nothing.";
            case NOT_RECOGNIZED ->
                "The body is JSON of a shape that the vendor is not known to send. A newer release may read it: replay it then.";
            case NO_SESSION -> "The body names no bot where the vendor always names one.";
            case BAD_VALUE -> "A value without which the event means nothing cannot be read.";
            case KEY_MISMATCH ->
                "The record's key is not the one its body leads to: something else writes to the raw topic.";
            case UNKNOWN_VENDOR -> "No vendor of that name is known to this release. Upgrade, then replay it.";
            case TOO_LARGE -> "What it became does not fit into a topic. Raise the limit, then replay it.";
            case INTERNAL_ERROR -> "A fault of Adjourn: please report it. Replay it once that is fixed.";
            case STATE_UNREADABLE ->
                "What is kept of its meeting cannot be read by this release. Replay it once it can.";
            case UNKNOWN -> "A reason that this release does not know.";
        };
    }

    /** A sentence's first letter. */
    static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** Such as {@code waiting room} for WAITING_ROOM. */
    static String plain(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Text of at most so many characters; what is cut is marked, and no character is cut in half. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
