package io.adjourn.vendors.meetingbaasv2;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Normalization.Rejected;
import io.adjourn.vendors.Question;
import io.adjourn.vendors.ReadApiFixture;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MeetingBaasV2ReadApiTest extends ReadApiFixture {

    MeetingBaasV2ReadApiTest() {
        super(new MeetingBaasV2());
    }

    private static String bot(String fields) {
        return "{'success':true,'data':{'bot_id':'b','created_at':'2026-02-01T09:59:00Z'," + fields + "}}";
    }

    @Test
    void shouldHaveTheLastEventSentAgain() {
        assertThat(api.resend("b")).contains(new Question("resend", "POST", "/v2/bots/b/resend-webhook"));
    }

    @Test
    void shouldTellAnEndOnlyWhereNothingContradictsIt() {
        String end = "'exited_at':'2026-02-01T11:00:00Z','video':'https://x/v.mp4'";
        assertThat(told("bot", "b", bot("'status':'completed'," + end))).containsExactly("ENDED", "VIDEO READY");
        assertThat(told("bot", "b", bot("'status':'completed','error_code':'BOT_CRASHED'," + end)))
                .isEmpty();
        assertThat(told("bot", "b", bot("'status':'failed'," + end))).isEmpty();
        assertThat(told("bot", "b", bot("'status':'completed','video':'https://x/v.mp4'")))
                .isEmpty();
        assertThat(told("bot", "b", bot("'status':'transcribing'," + end))).isEmpty();
    }

    @Test
    void shouldDateAFailureByItsEnd() {
        String failed = bot("'status':'failed','error_code':'BOT_NOT_ACCEPTED','ended_at':'2026-02-01T10:04:00Z'");
        assertThat(events("bot", "b", failed)).singleElement().satisfies(event -> {
            assertThat(((StateChange) event).state()).hasToString("FAILED");
            assertThat(event.said().time().at()).isEqualTo(Instant.parse("2026-02-01T10:04:00Z"));
            assertThat(event.said().time().inferred()).isFalse();
        });
    }

    @Test
    void shouldTellOnlyDatedStepsOfABotThatIsUnderWay() {
        assertThat(told("bot", "b", bot("'status':'in_call_recording','joined_at':'2026-02-01T10:00:00Z'")))
                .containsExactly("REQUESTED", "IN_MEETING");
        assertThat(told("bot", "b", bot("'status':'joining_call','joined_at':null")))
                .containsExactly("REQUESTED");
    }

    @Test
    void shouldExpectWhatTheBotWasAskedFor() {
        assertThat(expects("bot", "b", bot("'status':'joining_call','transcription_enabled':true")))
                .containsExactlyInAnyOrder(ArtifactKind.RECORDING, ArtifactKind.TRANSCRIPT);
        assertThat(expects(
                        "bot",
                        "b",
                        bot("'status':'joining_call','transcription_enabled':false,'recording_mode':'audio_only'")))
                .containsExactly(ArtifactKind.AUDIO);
        assertThat(expects("bot", "b", bot("'status':'joining_call'"))).isNull();
    }

    @Test
    void shouldGiveFreshLinksFourHours() {
        String answer = bot("'status':'completed','video':'https://x/v.mp4','audio':null");
        assertThat(link(answer, ArtifactKind.RECORDING))
                .isEqualTo(new Link("https://x/v.mp4", ASKED_AT.plus(Duration.ofHours(4))));
        assertThat(link(answer, ArtifactKind.AUDIO)).isNull();
    }

    @Test
    void shouldRejectARefusalThatIsAnsweredLikeAnAnswer() {
        assertThat(normalize("bot", "b", "{'success':false,'error':'Bot not found','data':{'bot_id':'b'}}"))
                .isInstanceOf(Rejected.class);
    }
}
