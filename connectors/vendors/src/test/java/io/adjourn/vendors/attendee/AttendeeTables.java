package io.adjourn.vendors.attendee;

import io.adjourn.vendors.MappingTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Attendee's words for states, events and reasons, for its page. */
public final class AttendeeTables implements MappingTables {
    /** A sub type that no event has. */
    private static final String NEW = "brand_new";

    /** The state that an event leads to, or the usual one of several. */
    private static final Map<String, String> LEADS_TO = Map.ofEntries(
            Map.entry("staged", "staged"),
            Map.entry("join_requested", "joining"),
            Map.entry("put_in_waiting_room", "waiting_room"),
            Map.entry("joined_meeting", "joined_not_recording"),
            Map.entry("recording_permission_granted", "joined_recording"),
            Map.entry("recording_permission_denied", "joined_recording_permission_denied"),
            Map.entry("recording_paused", "joined_recording_paused"),
            Map.entry("recording_resumed", "joined_recording"),
            Map.entry("began_joining_breakout_room", "joining_breakout_room"),
            Map.entry("joined_breakout_room", "joined_recording"),
            Map.entry("began_leaving_breakout_room", "leaving_breakout_room"),
            Map.entry("left_breakout_room", "joined_recording"),
            Map.entry("leave_requested", "leaving"),
            Map.entry("left_meeting", "post_processing"),
            Map.entry("meeting_ended", "post_processing"),
            Map.entry("could_not_join_meeting", "fatal_error"),
            Map.entry("fatal_error", "fatal_error"),
            Map.entry("post_processing_completed", "ended"),
            Map.entry("data_deleted", "data_deleted"),
            Map.entry("app_session_connection_requested", "connecting"),
            Map.entry("app_session_connected", "connected"),
            Map.entry("app_session_disconnect_requested", "disconnecting"),
            Map.entry("app_session_disconnected", "post_processing"));

    private static final Map<EventKind, List<String>> STATES_OF_OTHERS = Map.of(
            EventKind.LATER_TRANSCRIPTION,
            List.copyOf(Vocabulary.transcriptions()),
            EventKind.CALENDAR_STATE,
            List.copyOf(Vocabulary.CONNECTIONS.keySet()));

    @Override
    public List<Table> tables() {
        return List.of(
                new Table("States", List.of("`new_state`"), states()),
                new Table("Events", List.of("`event_type`", "`new_state`", "`event_sub_type`"), events()),
                new Table("Other triggers", List.of("`trigger`", "`state`"), others()));
    }

    private static List<Row> states() {
        return Stream.concat(Vocabulary.states().stream(), Stream.of(Vocabulary.DATA_DELETED))
                .map(state -> new Row(List.of(state), step("'new_state':'" + state + "'")))
                .toList();
    }

    private static List<Row> events() {
        var rows = new ArrayList<Row>();
        for (String eventType : Vocabulary.eventTypes()) {
            if (Vocabulary.subTypes(eventType).isEmpty()) {
                rows.add(event(eventType, "", ""));
            } else {
                Vocabulary.subTypes(eventType)
                        .forEach(subType -> rows.add(event(eventType, subType, ofSubType(subType))));
                rows.add(event(eventType, "any other", ofSubType(NEW)));
            }
            if (eventType.equals(Vocabulary.MEETING_ENDED)) {
                rows.add(event(eventType, "with remover_name", ",'event_metadata':{'remover_name':'x'}"));
            }
        }
        return rows;
    }

    private static Row event(String eventType, String subType, String more) {
        String newState = Objects.requireNonNull(LEADS_TO.get(eventType));
        return new Row(
                List.of(eventType, newState, subType),
                step("'event_type':'" + eventType + "','new_state':'" + newState + "'" + more));
    }

    private static String ofSubType(String subType) {
        return subType.isEmpty() ? "" : ",'event_sub_type':'" + subType + "'";
    }

    private static List<Row> others() {
        var rows = new ArrayList<Row>();
        Vocabulary.EVENTS.forEach((trigger, kind) -> {
            if (kind != EventKind.STATE_CHANGE) {
                for (String state : STATES_OF_OTHERS.getOrDefault(kind, List.of(""))) {
                    rows.add(other(trigger, state));
                }
            }
        });
        return rows;
    }

    private static Row other(String trigger, String state) {
        String body = "{'trigger':'%s','bot_id':'bot_1','calendar_id':'cal_1','data':{'id':'x_1','state':'%s'}}"
                .formatted(trigger, state);
        return new Row(List.of(trigger, state), json(body));
    }

    private static String step(String data) {
        return json("{'trigger':'bot.state_change','bot_id':'bot_1','data':{" + data + "}}");
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }
}
