package io.adjourn.vendors.attendee;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Listing;
import io.adjourn.vendors.Normalization.Ignored;
import io.adjourn.vendors.ReadApiFixture;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttendeeReadApiTest extends ReadApiFixture {
    private static final String JOINED = "{'type':'joined_meeting','created_at':'2026-02-01T10:00:00Z'}";
    private static final String ENDED = "{'type':'post_processing_completed','created_at':'2026-02-01T11:00:00Z'}";

    AttendeeReadApiTest() {
        super(new Attendee());
    }

    private static String bot(String state, String recording, String... events) {
        return "{'id':'b','state':'" + state + "','recording_state':'" + recording + "','events':["
                + String.join(",", events) + "]}";
    }

    @Test
    void shouldTellAnEndOnlyWhereTheStateAgrees() {
        assertThat(told("bot", "b", bot("ended", "complete", JOINED, ENDED)))
                .containsExactly("IN_MEETING", "ENDED", "RECORDING READY");
        assertThat(told("bot", "b", bot("joined_recording", "complete", JOINED, ENDED)))
                .containsExactly("IN_MEETING");
        assertThat(told("bot", "b", bot("ended", "complete", JOINED))).containsExactly("IN_MEETING");
    }

    @Test
    void shouldTellOfARecordingOnlyWhereThereIsOne() {
        assertThat(told("bot", "b", bot("ended", "in_progress", ENDED))).containsExactly("ENDED");
        assertThat(told("bot", "b", bot("ended", "failed", ENDED))).containsExactly("ENDED", "RECORDING FAILED");
        assertThat(told("bot", "b", bot("ended", "not_started", ENDED)))
                .containsExactly("ENDED", "RECORDING UNAVAILABLE");
        assertThat(told("bot", "b", bot("ended", "a new word", ENDED))).containsExactly("ENDED");
    }

    @Test
    void shouldTellOfADeletionOnlyWhereTheStateSaysSo() {
        String deleted = "{'type':'data_deleted','created_at':'2026-02-02T11:00:00Z'}";
        assertThat(told("bot", "b", bot("data_deleted", "complete", ENDED, deleted)))
                .contains("deletion");
        assertThat(told("bot", "b", bot("ended", "complete", ENDED, deleted))).doesNotContain("deletion");
        assertThat(told("bot", "b", bot("data_deleted", "complete", ENDED))).doesNotContain("deletion");
    }

    @Test
    void shouldTellOfNothingWhereNothingHappened() {
        assertThat(normalize("bot", "b", bot("ready", "not_started"))).isInstanceOf(Ignored.class);
        assertThat(told("bot", "b", bot("scheduled", "not_started"))).containsExactly("SCHEDULED");
        assertThat(told("bot", "b", bot("ended", "complete", "{'type':'joined_meeting'}")))
                .isEmpty();
    }

    @Test
    void shouldBeginAListAnywhereAndGoOnWhereItEnded() {
        Instant since = Instant.parse("2026-03-01T11:00:00Z");
        String first = api.listing(null, since, ASKED_AT).orElseThrow().path();
        // As the vendor's framework reads it: base64 of p=2026-03-01T11%3A00%3A00Z.
        assertThat(first).isEqualTo("/api/v1/bots?cursor=cD0yMDI2LTAzLTAxVDExJTNBMDAlM0EwMFo%3D");

        Listing page = api.readListing("c1", json("{'next':'https://host/api/v1/bots?cursor=c2%3D','results':[]}"))
                .orElseThrow();
        assertThat(page.next()).isEqualTo("c2=");
        Listing last = api.readListing("c2=", json("{'next':null,'results':[{'id':'bot_1','state':'ended'}]}"))
                .orElseThrow();
        assertThat(last.next()).isNull();
        assertThat(last.resume()).isEqualTo("c2=");
        assertThat(last.bots()).containsExactly(new Listing.Listed("bot_1", null, true));
    }

    @Test
    void shouldReadALinkAndHowLongItHolds() {
        assertThat(link("{'url':'https://s3/x.mp4','start_timestamp_ms':1}", ArtifactKind.RECORDING))
                .isEqualTo(new Link("https://s3/x.mp4", ASKED_AT.plus(Duration.ofMinutes(30))));
        assertThat(link("{'url':'javascript:alert(1)'}", ArtifactKind.RECORDING))
                .isNull();
    }
}
