package io.adjourn.vendors.meetingbaasv2;

import io.adjourn.vendors.KnownFields;
import io.adjourn.vendors.meetingbaasv2.EventKind.CalendarSynced;
import io.adjourn.vendors.meetingbaasv2.EventKind.ChatMessage;
import io.adjourn.vendors.meetingbaasv2.EventKind.Completed;
import io.adjourn.vendors.meetingbaasv2.EventKind.ConnectionChanged;
import io.adjourn.vendors.meetingbaasv2.EventKind.EventChanged;
import io.adjourn.vendors.meetingbaasv2.EventKind.Example;
import io.adjourn.vendors.meetingbaasv2.EventKind.Failed;
import io.adjourn.vendors.meetingbaasv2.EventKind.StatusChanged;
import io.adjourn.vendors.meetingbaasv2.EventKind.Unrecognized;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is new in the payloads of Meeting BaaS: fields and words that are not known. */
final class Drift {
    private static final KnownFields FIELDS =
            KnownFields.of(Stream.concat(Stream.of("event", "extra.**", "sent_at"), below("data", ofData()))
                    .toArray(String[]::new));

    private Drift() {}

    /** Where something stands that is not known, as paths of known names. */
    static Set<String> in(Payload payload) {
        if (EventKind.of(payload) instanceof Example) {
            return Set.of();
        }
        var paths = new TreeSet<>(FIELDS.unknownIn(payload.body()));
        values(payload).forEach(paths::add);
        return paths;
    }

    private static Stream<String> values(Payload payload) {
        return switch (EventKind.of(payload)) {
            case Completed() ->
                Stream.of(Product.values())
                        .flatMap(product -> product.fields().stream())
                        .filter(field -> !Product.isReadable(payload.data().path(field)))
                        .map("data."::concat);
            case Failed() -> pathIf(isNew(payload.errorCode(), Vocabulary.ERROR_CODES.keySet()), "data.error_code");
            case StatusChanged() ->
                pathIf(isNew(payload.statusCode(), Vocabulary.STATUS_CODES.keySet()), "data.status.code");
            case ConnectionChanged _ ->
                pathIf(isNew(payload.text("status"), Vocabulary.CONNECTION_STATES), "data.status");
            case Unrecognized() -> pathIf(payload.event() != null, "event");
            case ChatMessage _, EventChanged _, CalendarSynced _, Example _ -> Stream.empty();
        };
    }

    private static boolean isNew(@Nullable String word, Set<String> known) {
        return word != null && !known.contains(word);
    }

    private static Stream<String> pathIf(boolean unknown, String path) {
        return unknown ? Stream.of(path) : Stream.empty();
    }

    private static Stream<String> ofData() {
        return Stream.of(
                        ofBots(),
                        Stream.of(Product.values()).flatMap(product -> product.fields().stream()),
                        below("participants", ofPeople()),
                        below("speakers", ofPeople()),
                        below(
                                "status",
                                Stream.of(
                                        "code",
                                        "created_at",
                                        "start_time",
                                        "error_message",
                                        "error_code",
                                        "attempt",
                                        "max")),
                        ofCalendars(),
                        ofSeries(),
                        below("events", ofSeries()))
                .flatMap(fields -> fields);
    }

    private static Stream<String> ofBots() {
        return Stream.of(
                "bot_id",
                "event_id",
                "sent_at",
                "extra.**",
                "data_deleted",
                "duration_seconds",
                "joined_at",
                "exited_at",
                "transcription_provider",
                "transcription_ids",
                "error_code",
                "error_message",
                "message_id",
                "sender_name",
                "sender_id",
                "text");
    }

    private static Stream<String> ofPeople() {
        return Stream.of("id", "name", "display_name", "profile_picture");
    }

    private static Stream<String> ofCalendars() {
        return Stream.of(
                "calendar_id",
                "calendar_name",
                "calendar_platform",
                "platform",
                "account_email",
                "error",
                "created_at",
                "updated_at",
                "deleted_at",
                "is_exception",
                "events_synced",
                "sync_type");
    }

    private static Stream<String> ofSeries() {
        return Stream.concat(
                Stream.of("series_id", "series_bot_scheduled", "event_type"),
                Payload.INSTANCES.stream().flatMap(list -> below(list, ofInstances())));
    }

    private static Stream<String> ofInstances() {
        return Stream.of(
                "event_id",
                "start",
                "start_time",
                "end",
                "end_time",
                "title",
                "status",
                "is_all_day",
                "is_exception",
                "bot_scheduled",
                "meeting_url",
                "meeting_platform");
    }

    private static Stream<String> below(String path, Stream<String> names) {
        return names.map(name -> path + "." + name);
    }
}
