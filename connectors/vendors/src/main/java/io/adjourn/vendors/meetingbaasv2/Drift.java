package io.adjourn.vendors.meetingbaasv2;

import io.adjourn.vendors.KnownFields;
import io.adjourn.vendors.Novelty;
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
            KnownFields.of(Stream.concat(Stream.of("event text", "extra.**", "sent_at time"), below("data", ofData()))
                    .toArray(String[]::new));

    /** Those of an answer of the read API. */
    private static final KnownFields ANSWER = KnownFields.of(Stream.concat(
                    Stream.of("success flag"),
                    below(
                            "data",
                            Stream.of(
                                            ofBots(),
                                            Stream.of(Product.values()).flatMap(product -> product.fields().stream()),
                                            below("participants", ofPeople()),
                                            below("speakers", ofPeople()),
                                            Stream.of(
                                                    "participants text",
                                                    "speakers text",
                                                    "bot_name text",
                                                    "meeting_url text",
                                                    "meeting_platform text",
                                                    "status text",
                                                    "status.code text",
                                                    "status.created_at time",
                                                    "created_at time",
                                                    "updated_at time",
                                                    "ended_at time",
                                                    "join_at time",
                                                    "recording_mode text",
                                                    "transcription_enabled flag",
                                                    "artifacts_deleted flag",
                                                    "artifacts.**"))
                                    .flatMap(fields -> fields)))
            .toArray(String[]::new));

    private Drift() {}

    /** What of an answer of the read API is not known. */
    static Set<Novelty> in(Answer answer) {
        var novelties = new TreeSet<>(ANSWER.unknownIn(answer.body()));
        newWord("data.status", answer.status(), Vocabulary.STATUS_CODES.keySet())
                .forEach(novelties::add);
        return novelties;
    }

    /** What of it is not known. */
    static Set<Novelty> in(Payload payload) {
        if (EventKind.of(payload) instanceof Example) {
            return Set.of();
        }
        var novelties = new TreeSet<>(FIELDS.unknownIn(payload.body()));
        values(payload).forEach(novelties::add);
        return novelties;
    }

    private static Stream<Novelty> values(Payload payload) {
        return switch (EventKind.of(payload)) {
            case Completed() ->
                Stream.of(Product.values())
                        .flatMap(product -> product.fields().stream())
                        .filter(field -> !Product.isReadable(payload.data().path(field)))
                        .map(field -> Novelty.value("data." + field, null));
            case Failed() -> newWord("data.error_code", payload.errorCode(), Vocabulary.ERROR_CODES.keySet());
            case StatusChanged() -> newWord("data.status.code", payload.statusCode(), Vocabulary.STATUS_CODES.keySet());
            case ConnectionChanged _ -> newWord("data.status", payload.text("status"), Vocabulary.CONNECTION_STATES);
            case Unrecognized() ->
                payload.event() == null ? Stream.empty() : Stream.of(Novelty.event("event", payload.event()));
            case ChatMessage _, EventChanged _, CalendarSynced _, Example _ -> Stream.empty();
        };
    }

    private static Stream<Novelty> newWord(String path, @Nullable String word, Set<String> known) {
        return word == null || known.contains(word) ? Stream.empty() : Stream.of(Novelty.value(path, word));
    }

    private static Stream<String> ofData() {
        return Stream.of(
                        ofBots(),
                        Stream.of(Product.values()).flatMap(product -> product.fields().stream()),
                        // A calendar's state is a word; so were people once.
                        Stream.of("status text", "participants text", "speakers text"),
                        below("participants", ofPeople()),
                        below("speakers", ofPeople()),
                        below(
                                "status",
                                Stream.of(
                                        "code text",
                                        "created_at time",
                                        "start_time number|time",
                                        "error_message text",
                                        "error_code text",
                                        "attempt number",
                                        "max number")),
                        ofCalendars(),
                        ofSeries(),
                        below("events", ofSeries()))
                .flatMap(fields -> fields);
    }

    private static Stream<String> ofBots() {
        return Stream.of(
                "bot_id text",
                "event_id text",
                "sent_at time",
                "extra.**",
                "data_deleted flag",
                "duration_seconds number",
                "joined_at time",
                "exited_at time",
                "transcription_provider text",
                "transcription_ids list",
                "error_code text",
                "error_message text",
                "message_id text",
                "sender_name text",
                "sender_id text|number",
                "text text");
    }

    private static Stream<String> ofPeople() {
        return Stream.of("id text|number", "name text", "display_name text", "profile_picture text");
    }

    private static Stream<String> ofCalendars() {
        return Stream.of(
                "calendar_id text",
                "calendar_name text",
                "calendar_platform text",
                "platform text",
                "account_email text",
                "error text",
                "created_at time",
                "updated_at time",
                "deleted_at time",
                "is_exception flag",
                "events_synced number",
                "sync_type text");
    }

    private static Stream<String> ofSeries() {
        return Stream.concat(
                Stream.of("series_id text", "series_bot_scheduled flag", "event_type text"),
                Payload.INSTANCES.stream().flatMap(list -> below(list, ofInstances())));
    }

    private static Stream<String> ofInstances() {
        return Stream.of(
                "event_id text",
                "start time",
                "start_time time",
                "end time",
                "end_time time",
                "title text",
                "status text",
                "is_all_day flag",
                "is_exception flag",
                "bot_scheduled flag",
                "meeting_url text",
                "meeting_platform text");
    }

    private static Stream<String> below(String path, Stream<String> names) {
        return names.map(name -> path + "." + name);
    }
}
