package io.adjourn.vendors.meetingbaasv1;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.ReadApiFixture;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MeetingBaasV1ReadApiTest extends ReadApiFixture {
    private static final String OVER = "'joined_at':'2026-02-01T10:00:00Z','ended_at':'2026-02-01T11:00:00Z'";

    MeetingBaasV1ReadApiTest() {
        super(new MeetingBaasV1());
    }

    private static String bot(String fields, String rest) {
        return "{'bot_data':{'bot':{'uuid':'b'," + fields + "}" + rest + "}";
    }

    @Test
    void shouldTellAnEndOnlyWithItsFileAndWithoutAnError() {
        String file = ",'transcripts':[]},'mp4':'https://x/v.mp4','audio':''";
        assertThat(told("bot", "b", bot(OVER + ",'errors':null", file)))
                .containsExactly("ENDED", "VIDEO READY", "TRANSCRIPT UNAVAILABLE");
        assertThat(told("bot", "b", bot(OVER + ",'errors':'InternalError'", file)))
                .isEmpty();
        assertThat(told("bot", "b", bot("'ended_at':null,'errors':null", file))).isEmpty();
        assertThat(told("bot", "b", bot("'errors':'InternalError'", "},'mp4':''")))
                .containsExactly("FAILED");
    }

    @Test
    void shouldWaitForFilesForAnHour() {
        String none = ",'transcripts':[]},'mp4':'','audio':'','duration':0";
        assertThat(told("bot", "b", bot(OVER + ",'errors':null", none)))
                .containsExactly("ENDED", "VIDEO UNAVAILABLE", "TRANSCRIPT UNAVAILABLE");
        assertThat(told(
                        "bot",
                        "b",
                        bot(
                                "'joined_at':'2026-03-01T11:00:00Z','ended_at':'2026-03-01T11:30:00Z','errors':null",
                                none)))
                .isEmpty();
    }

    @Test
    void shouldSayNothingOfATranscriptThatWasNotAskedFor() {
        assertThat(told("bot", "b", bot(OVER + ",'errors':null", "},'mp4':'https://x/v.mp4'")))
                .containsExactly("ENDED", "VIDEO READY");
    }

    @Test
    void shouldKnowWhenTheRunWas() {
        assertThat(events("bot", "b", bot(OVER + ",'errors':null", "},'mp4':'https://x/v.mp4','duration':3540")))
                .first()
                .satisfies(event -> {
                    StateChange end = (StateChange) event;
                    assertThat(end.said().time().at()).isEqualTo(Instant.parse("2026-02-01T11:00:00Z"));
                    assertThat(end.run().joinedAt()).isEqualTo(Instant.parse("2026-02-01T10:00:00Z"));
                    assertThat(end.run().durationSeconds()).isEqualTo(3540);
                });
    }
}
