package io.adjourn.vendors.vexa;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.Listing;
import io.adjourn.vendors.Question;
import io.adjourn.vendors.ReadApiFixture;
import io.adjourn.vendors.SentDelivery;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VexaReadApiTest extends ReadApiFixture {
    private static final String ACTIVE = "{'to':'active','timestamp':'2026-02-01T10:00:00Z'}";
    private static final String COMPLETED = "{'to':'completed','timestamp':'2026-02-01T11:00:00Z'}";

    VexaReadApiTest() {
        super(new Vexa());
    }

    private static String meeting(String status, String recordings, String... trail) {
        return "{'id':42,'status':'" + status + "','start_time':'2026-02-01T10:00:00','end_time':'2026-02-01T11:00:00',"
                + "'data':{'recordings':[" + recordings + "],'status_transition':[" + String.join(",", trail) + "]}}";
    }

    @Test
    void shouldTellAnEndOnlyWhereTheStatusAgrees() {
        assertThat(told("bot", "42", meeting("completed", "", ACTIVE, COMPLETED)))
                .containsExactly("IN_MEETING", "ENDED");
        assertThat(told("bot", "42", meeting("active", "", ACTIVE, COMPLETED))).containsExactly("IN_MEETING");
        assertThat(told("bot", "42", meeting("failed", "", ACTIVE, COMPLETED))).containsExactly("IN_MEETING");
        assertThat(told("bot", "42", meeting("completed", "", ACTIVE))).containsExactly("IN_MEETING");
    }

    @Test
    void shouldTellOfARecordingOnlyWhereItIsWritten() {
        String file = "'media_files':[{'id':7,'type':'audio'}]";
        assertThat(told("bot", "42", meeting("active", "{'id':1,'status':'completed'," + file + "}")))
                .containsExactly("AUDIO READY");
        assertThat(told("bot", "42", meeting("active", "{'id':1,'status':'in_progress'," + file + "}")))
                .isEmpty();
        assertThat(told("bot", "42", meeting("active", "{'id':1,'status':'completed','media_files':[]}")))
                .isEmpty();
    }

    @Test
    void shouldReadPagesThatOverlap() {
        String rows = IntStream.rangeClosed(1, 100)
                .mapToObj(id -> "{'id':" + id + ",'status':'completed','created_at':'2026-02-01T10:00:00'}")
                .collect(Collectors.joining(","));
        Listing page = api.readListing("200", json("{'meetings':[" + rows + "],'has_more':true}"))
                .orElseThrow();

        assertThat(page.bots()).hasSize(100);
        assertThat(page.next()).isEqualTo("290");
        assertThat(api.listing(page.next(), ASKED_AT, ASKED_AT).orElseThrow().path())
                .isEqualTo("/meetings?limit=100&offset=290&exclude_planned=true");
        assertThat(api.readListing("0", json("{'meetings':[],'has_more':true}"))
                        .orElseThrow()
                        .next())
                .isNull();
    }

    @Test
    void shouldReadWhatItThinksDelivered() {
        String answer = "{'deliveries':[{'event_id':'evt_1','outcome':'delivered','meeting_id':42,"
                + "'created_at':'2026-02-01T11:00:00Z'},{'event_id':'evt_2','outcome':'failed','meeting_id':null}]}";
        assertThat(api.readSent(json(answer)).orElseThrow())
                .isEqualTo(List.of(
                        new SentDelivery("evt_1", "delivered", "42", Instant.parse("2026-02-01T11:00:00Z"), true),
                        new SentDelivery("evt_2", "failed", null, null, false)));
    }

    @Test
    void shouldAskForALinkByTheRecordingsNumber() {
        assertThat(api.link("42", ArtifactKind.AUDIO, "906238426347/906238426348"))
                .contains(Question.get("link-recording", "/recordings/906238426347/master?type=audio"));
        assertThat(api.link("42", ArtifactKind.AUDIO, null)).isEmpty();
    }
}
