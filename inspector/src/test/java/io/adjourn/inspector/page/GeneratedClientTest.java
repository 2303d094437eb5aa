package io.adjourn.inspector.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.adjourn.inspector.access.Role;
import io.adjourn.inspector.client.ApiClient;
import io.adjourn.inspector.client.ApiException;
import io.adjourn.inspector.client.DefaultApi;
import io.adjourn.inspector.client.model.DeliveryView;
import io.adjourn.inspector.client.model.Meeting;
import io.adjourn.inspector.client.model.Outcome;
import io.adjourn.inspector.client.model.Page;
import io.adjourn.inspector.client.model.Problem;
import io.adjourn.inspector.client.model.RawDeliveryFound;
import io.adjourn.inspector.client.model.Summary;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The API, by a client that knows of it what {@code openapi.yaml} says and no more. */
class GeneratedClientTest {
    private static final ObjectMapper STRICT =
            ApiClient.createDefaultObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    @SuppressWarnings("NullAway.Init")
    private static PageServer server;

    private final DefaultApi viewers = api(Role.VIEWER);
    private final DefaultApi leads = api(Role.PRIVILEGED);

    @BeforeAll
    static void start() {
        server = new PageServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static DefaultApi api(Role role) {
        var client = new ApiClient();
        client.updateBaseUri(server.url(""));
        client.setObjectMapper(STRICT);
        client.setRequestInterceptor(request -> PageServer.headers(role).forEach(request::header));
        return new DefaultApi(client);
    }

    private static String source(String key) {
        return key.substring(0, key.indexOf('/'));
    }

    private static String session(String key) {
        return key.substring(key.indexOf('/') + 1);
    }

    private Page search(@Nullable String any, @Nullable Outcome outcome, @Nullable String cursor) throws ApiException {
        return viewers.search(
                any, null, null, null, null, null, null, null, outcome, null, null, null, null, null, cursor, 50);
    }

    @Test
    void shouldFindMeetingsAndPageThroughThem() throws ApiException {
        assertThat(search("opportunity-4711", null, null).getMeetings())
                .extracting(Summary::getKey)
                .containsExactly(ToldMeetings.COMPLETE);
        assertThat(search(null, Outcome.COMPLETE, null).getMeetings())
                .isNotEmpty()
                .allMatch(meeting -> meeting.getOutcome() == Outcome.COMPLETE);

        Page first = search(null, null, null);
        assertThat(first.getMeetings()).hasSize(5);
        assertThat(search(null, null, first.getNext()).getMeetings()).isEmpty();
    }

    @Test
    void shouldReadEverythingOfEveryMeeting() throws ApiException {
        for (Summary summary : Objects.requireNonNull(search(null, null, null).getMeetings())) {
            String source = source(summary.getKey());
            String session = session(summary.getKey());
            Meeting meeting = viewers.meeting(source, session, false);

            assertThat(meeting.getSummary()).isEqualTo(summary);
            assertThat(viewers.deliveries(source, session).getDeliveries()).isEqualTo(meeting.getDeliveries());
            assertThat(viewers.revisions(source, session).getRevisions()).isEqualTo(meeting.getRevisions());
            assertThat(viewers.rejects(source, session).getRejects()).isEqualTo(meeting.getRejects());
            assertThat(viewers.waitFor(source, session, 1).getSummary()).isEqualTo(summary);
        }
    }

    @Test
    void shouldUnmaskForThoseWhoMay() throws ApiException {
        String source = source(ToldMeetings.COMPLETE);
        String session = session(ToldMeetings.COMPLETE);
        DeliveryView delivery = Objects.requireNonNull(
                        viewers.deliveries(source, session).getDeliveries())
                .getFirst();

        RawDeliveryFound masked = viewers.raw(source, session, delivery.getDeliveryId(), false);
        RawDeliveryFound whole = leads.raw(source, session, delivery.getDeliveryId(), true);

        assertThat(masked.getMasked()).isTrue();
        assertThat(masked.getBody()).doesNotContain(ToldMeetings.PERSON);
        assertThat(whole.getBody()).contains(ToldMeetings.PERSON);
        assertThat(leads.meeting(source, session, true).getParticipants()).contains(ToldMeetings.PERSON);
        refused(403, () -> viewers.raw(source, session, delivery.getDeliveryId(), true));
    }

    @Test
    void shouldReadWhatThereIsOverAllMeetings() throws ApiException {
        assertThat(viewers.allRejects()).isNotEmpty();
        assertThat(viewers.sources()).isNotEmpty();
        assertThat(viewers.standing().getCaughtUp()).isTrue();
    }

    @Test
    void shouldReadProblems() {
        assertThat(refused(404, () -> viewers.meeting("acme", "nothing", false)).getDetail())
                .contains("the index has no meeting with this key");
        assertThat(refused(404, () -> viewers.waitFor("acme", "nothing", 1)).getTitle())
                .isEqualTo("Not Found");
        assertThat(refused(400, () -> viewers.waitFor("acme", "nothing", -1)).getDetail())
                .isEqualTo("the parameter timeout must be 1 to 120 seconds");
        assertThat(refused(400, () -> search(null, null, "of another search")).getDetail())
                .contains("begin it again");
    }

    private static Problem refused(int status, ThrowingCallable call) {
        ApiException refusal = catchThrowableOfType(ApiException.class, call);
        assertThat(refusal.getCode()).as(refusal.getMessage()).isEqualTo(status);
        try {
            Problem problem = STRICT.readValue(refusal.getResponseBody(), Problem.class);
            assertThat(problem.getStatus()).isEqualTo(status);
            assertThat(problem.getType()).isEqualTo("about:blank");
            return problem;
        } catch (JsonProcessingException e) {
            throw new AssertionError(refusal.getResponseBody(), e);
        }
    }
}
