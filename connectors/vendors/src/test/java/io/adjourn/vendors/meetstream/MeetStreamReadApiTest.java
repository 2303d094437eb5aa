package io.adjourn.vendors.meetstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.Normalization.Ignored;
import io.adjourn.vendors.Question;
import io.adjourn.vendors.ReadApiFixture;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeetStreamReadApiTest extends ReadApiFixture {

    MeetStreamReadApiTest() {
        super(new MeetStream());
    }

    private static String detail(String status, String request, String... timeline) {
        var states = new StringBuilder();
        for (int i = 0; i < timeline.length; i++) {
            states.append(i == 0 ? "" : ",")
                    .append("'%1$s':{'status':'%1$s','timestamp':'2026-02-01T10:0%2$d:00Z'}".formatted(timeline[i], i));
        }
        return "{'BotID':'b','Status':'" + status + "','RequestPayload':" + request + ",'StatusTimeline':{" + states
                + "}}";
    }

    @Test
    void shouldAskForEachArtifactThatIsAwaited() {
        assertThat(api.about("b", Set.of(ArtifactKind.AUDIO, ArtifactKind.TRANSCRIPT)))
                .extracting(Question::path)
                .containsExactly("/api/v1/bots/b/detail", "/api/v1/bots/b/get_audio", "/api/v1/bots/b/transcriptions");
    }

    @Test
    void shouldTellAnEndOnlyWhereTheStatusAgrees() {
        assertThat(told("bot", "b", detail("Stopped", "{}", "Joining", "InMeeting", "Stopped")))
                .containsExactly("JOINING", "RECORDING", "ENDED");
        assertThat(told("bot", "b", detail("InMeeting", "{}", "Joining", "InMeeting", "Stopped")))
                .containsExactly("JOINING", "RECORDING");
        assertThat(told("bot", "b", detail("Stopped", "{}", "Joining"))).containsExactly("JOINING");
        assertThat(told("bot", "b", detail("Denied", "{}", "Joining", "Stopped")))
                .containsExactly("JOINING");
        assertThat(told("bot", "b", detail("Stopped", "{}", "Joining", "Stopped", "Done")))
                .doesNotContain("all done");
        assertThat(told("bot", "b", detail("Done", "{}", "Joining", "Stopped", "Done")))
                .containsExactly("JOINING", "ENDED", "all done");
    }

    @Test
    void shouldExpectWhatTheBotWasAskedFor() {
        assertThat(expects("{'video_required':true,'recording_config':{'transcript':{'provider':{'deepgram':{}}}}}"))
                .containsExactlyInAnyOrder(ArtifactKind.AUDIO, ArtifactKind.VIDEO, ArtifactKind.TRANSCRIPT);
        assertThat(expects("{'recording_config':{'transcript':{'provider':{'deepgram_streaming':{}}}}}"))
                .containsExactly(ArtifactKind.AUDIO);
        assertThat(expects("{'recording_config':{'transcript':{'provider':'assemblyai_streaming'}}}"))
                .containsExactly(ArtifactKind.AUDIO);
        assertThat(expects("{'video_required':false}")).isNull();
        assertThat(expects("null")).isNull();
    }

    private @Nullable Set<ArtifactKind> expects(String request) {
        return expects("bot", "b", detail("InMeeting", request, "Joining", "InMeeting"));
    }

    @Test
    void shouldTellOfAnArtifactOnlyWhereThereIsALink() {
        assertThat(told("audio", "b", "{'bot_id':'b','audio_url':'https://x/a.wav'}"))
                .containsExactly("AUDIO READY");
        assertThat(normalize("audio", "b", "{'bot_id':'b','audio_url':null,'status':'processing'}"))
                .isInstanceOf(Ignored.class);
        assertThat(normalize("video", "b", "{'bot_id':'b','audio_url':'https://x/a.wav'}"))
                .isInstanceOf(Ignored.class);
    }

    @Test
    void shouldEndAListWhereItsCursorGoesNowhere() {
        String page = "{'bots':[{'BotID':'b','Status':'Stopped'}],'hasNextPage':true,'nextCursor':'c2'}";
        assertThat(api.readListing(null, json(page)).orElseThrow().next()).isEqualTo("c2");
        assertThat(api.readListing("c2", json(page)).orElseThrow().next()).isNull();
    }
}
