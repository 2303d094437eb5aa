package io.adjourn.vendors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.adjourn.vendors.Normalization.Events;
import io.adjourn.vendors.Normalization.Rejected;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What vendors might change tomorrow, each made in a payload of today: it is noticed at its first delivery, by the place and the kind
 * of what is new, and nothing is lost. A change is {@code path = value}, or {@code path -> name} for a field with a new name.
 */
class VendorChangesTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Instant RECEIVED_AT = Instant.parse("2026-11-30T06:00:00Z");

    private static final String CHANGES = """
            meetstream     | bot-inmeeting                              | event = 'bot.levitating'                       | event event bot.levitating
            meetstream     | new-bot-recording                          | bot_event = 'bot.recording.started'            | event bot_event bot.recording.started
            meetstream     | bot-inmeeting                              | region = 'eu-west-1'                           | field region
            meetstream     | bot-inmeeting                              | meeting = {'platform': 'zoom'}                 | field meeting
            meetstream     | bot-stopped-stopped                        | bot_status = 'TimedOut'                        | value bot_status TimedOut
            meetstream     | audio-processed                            | audio_status = 'Partial'                       | value audio_status Partial
            meetstream     | bot-inmeeting                              | timestamp = '27/02/2026 07:11'                 | time timestamp
            meetstream     | bot-inmeeting                              | status_code = {'code': 200}                    | type status_code object
            meetstream     | bot-inmeeting                              | message = ['in', 'meeting']                    | type message list
            meetstream     | bot-inmeeting                              | bot_id -> botId                                | rejected NO_SESSION
            meetstream     | bot-inmeeting                              | message -> detail                              | field detail
            attendee       | joined-meeting                             | trigger = 'bot.state_changed'                  | event trigger bot.state_changed
            attendee       | joined-meeting                             | data.event_type = 'entered_meeting'            | value data.event_type entered_meeting
            attendee       | joined-meeting                             | data.new_state = 'joined_and_listening'        | value data.new_state joined_and_listening
            attendee       | fatal-error-heartbeat-timeout              | data.event_sub_type = 'pod_evicted'            | value data.event_sub_type pod_evicted
            attendee       | joined-meeting                             | organization_id = 'org_1'                      | field organization_id
            attendee       | joined-meeting                             | data.region = 'eu'                             | field data.region
            attendee       | joined-meeting                             | data.created_at = '15 July 2023'               | time data.created_at
            attendee       | joined-meeting                             | data.created_at -> occurred_at                 | field data.occurred_at
            attendee       | transcript-update                          | data.transcription.language = 'en'             | field data.transcription.language
            attendee       | transcript-update                          | data.duration_ms = '2100'                      | type data.duration_ms text
            attendee       | async-transcription-complete               | data.state = 'partially_complete'              | value data.state partially_complete
            attendee       | joined-meeting                             | data.old_state = {'name': 'joining'}           | type data.old_state object
            meetingbaas-v2 | bot-completed                              | event = 'bot.finished'                         | event event bot.finished
            meetingbaas-v2 | bot-completed                              | data.summary = 'https://files.example/s'       | field data.summary
            meetingbaas-v2 | bot-completed                              | data.duration_seconds = '3600'                 | type data.duration_seconds text
            meetingbaas-v2 | bot-completed                              | data.joined_at = 'yesterday'                   | time data.joined_at
            meetingbaas-v2 | bot-completed                              | data.transcription = {'url': 'https://a.b/c'}  | value data.transcription -
            meetingbaas-v2 | bot-failed                                 | data.error_code = 'over the limit'             | value data.error_code -
            meetingbaas-v2 | bot-failed                                 | data.error_code = 'QUOTA_EXCEEDED'             | value data.error_code QUOTA_EXCEEDED
            meetingbaas-v2 | bot-status-change-joining-call             | data.status.code = 'negotiating'               | value data.status.code negotiating
            meetingbaas-v2 | bot-status-change-joining-call             | data.status.phase = 2                          | field data.status.phase
            meetingbaas-v2 | bot-status-change-joining-call             | data.status.code -> name                       | rejected BAD_VALUE
            meetingbaas-v2 | bot-completed                              | data.bot_id -> uuid                            | rejected NO_SESSION
            meetingbaas-v2 | calendar-event-created                     | data.organizer = 'somebody'                    | field data.organizer
            meetingbaas-v2 | calendar-connection-updated-active         | data.status = 'suspended'                      | value data.status suspended
            meetingbaas-v1 | complete                                   | event = 'completed'                            | event event completed
            meetingbaas-v1 | complete                                   | version = 2                                    | field version
            meetingbaas-v1 | complete                                   | data.speakers = 2                              | type data.speakers number
            meetingbaas-v1 | complete                                   | data.mp4 = {'url': 'https://files.example/v'}  | type data.mp4 object
            meetingbaas-v1 | complete                                   | data.mp4 -> video                              | field data.video
            meetingbaas-v1 | failed                                     | data.error = 'QuotaExceeded'                   | value data.error QuotaExceeded
            meetingbaas-v1 | bot-status-change-joining-call             | data.status.code = 'negotiating'               | value data.status.code negotiating
            meetingbaas-v1 | bot-status-change-joining-call             | data.status.created_at = '01.01.2024 12:00'    | time data.status.created_at
            vexa           | meeting-status-change-active               | event_type = 'meeting.changed'                 | event event_type meeting.changed
            vexa           | envelope-status-change-0.12-active         | api_version = '2027-01-01'                     | dialect api_version 2027-01-01
            vexa           | meeting-status-change-active               | status_change.to = 'listening'                 | value status_change.to listening
            vexa           | meeting-status-change-active               | meeting.tenant = {'id': 4}                     | field meeting.tenant
            vexa           | meeting-status-change-active               | status_change.timestamp = 'Friday'             | time status_change.timestamp
            vexa           | recording-completed                        | recording.media_files = 3                      | type recording.media_files number
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = CHANGES)
    void shouldBeNoticedAtTheFirstDelivery(String vendorId, String sample, String change, String noticed) {
        Vendor vendor = Vendors.KNOWN.byId(vendorId).orElseThrow();
        JsonNode today = parsed(new String(new Samples(vendor).payload(sample + ".json"), UTF_8));
        JsonNode tomorrow = changed(today.deepCopy(), change);

        Set<String> news = noticedIn(vendor, tomorrow);
        news.removeAll(noticedIn(vendor, today));

        assertThat(news).contains(noticed);
    }

    @Test
    void shouldBeFifty() {
        assertThat(CHANGES.lines()).hasSize(50);
    }

    /** What a delivery leads to that somebody will look at; it has a fact or a reject in any case, and its bytes are in the raw topic. */
    private static Set<String> noticedIn(Vendor vendor, JsonNode body) {
        var delivery = new Delivery(new Body(body.toString().getBytes(UTF_8)), Headers.NONE, RECEIVED_AT);
        return switch (vendor.normalize(delivery)) {
            case Events(var _, var events, var novelties) -> {
                assertThat(events).isNotEmpty();
                yield novelties.stream().map(VendorChangesTest::text).collect(Collectors.toCollection(TreeSet::new));
            }
            case Rejected(var reason, var _) -> new TreeSet<>(Set.of("rejected " + reason));
            case Normalization.Ignored(var why) -> throw new AssertionError("lost: " + why);
        };
    }

    private static String text(Novelty novelty) {
        String seen = Objects.requireNonNullElse(novelty.word(), "-");
        return switch (novelty.kind()) {
            case FIELD, TIME -> novelty.kind() + " " + novelty.where();
            case EVENT, VALUE, TYPE, DIALECT -> novelty.kind() + " " + novelty.where() + " " + seen;
        };
    }

    private static JsonNode changed(JsonNode body, String change) {
        boolean renames = change.contains(" -> ");
        String[] parts = change.split(renames ? " -> " : " = ", 2);
        String path = parts[0];
        int last = path.lastIndexOf('.');
        var parent = (ObjectNode)
                (last < 0 ? body : body.at("/" + path.substring(0, last).replace('.', '/')));
        String name = path.substring(last + 1);
        if (renames) {
            parent.set(parts[1], Objects.requireNonNull(parent.remove(name), path));
        } else {
            parent.set(name, parsed(parts[1].replace('\'', '"')));
        }
        return body;
    }

    private static JsonNode parsed(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
