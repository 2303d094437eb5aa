package io.adjourn.vendors.meetingbaasv2;

import io.adjourn.vendors.KnownFields;
import java.util.List;
import java.util.stream.Stream;

/** The fields that Meeting BaaS's payloads are known to have. */
final class Fields {
    /** What lists the occurrences of a calendar event, by what became of them. */
    static final List<String> INSTANCES = List.of("instances", "affected_instances", "cancelled_instances");

    static final KnownFields KNOWN =
            KnownFields.of(Stream.concat(Stream.of("event", "extra.**", "sent_at"), below("data", ofData()))
                    .toArray(String[]::new));

    private Fields() {}

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
                INSTANCES.stream().flatMap(list -> below(list, ofInstances())));
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
