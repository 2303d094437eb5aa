package io.adjourn.vendors.vexa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.EventTime;
import io.adjourn.vendors.Event.Media;
import io.adjourn.vendors.Normalization.Events;
import java.time.Instant;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VexaArtifactsTest extends VexaFixture {
    @Nested
    class Recordings {

        @Test
        void shouldBeOneArtifactForEachFile() {
            Events events = read(recording("'id':900,'status':'completed','completed_at':'2026-02-13T20:44:55Z',"
                    + "'media_files':[{'id':901,'type':'audio','format':'wav','file_size_bytes':1234567,"
                    + "'duration_seconds':2079.2},{'id':902,'type':'video','format':'webm','duration_seconds':null},"
                    + "{'id':903,'type':'screenshot'}]"));

            assertThat(events.events())
                    .extracting(event -> (Artifact) event)
                    .extracting(Artifact::kind, Artifact::status, Artifact::artifactId, Artifact::media)
                    .containsExactly(
                            row(ArtifactKind.AUDIO, "900/901", new Media("wav", 1_234_567L, 2079.2)),
                            row(ArtifactKind.VIDEO, "900/902", new Media("webm", null, null)),
                            row(ArtifactKind.RECORDING, "900/903", Media.NONE));
            assertThat(events.events())
                    .extracting(event -> event.said().semanticKey())
                    .doesNotHaveDuplicates();
            assertThat(events.events())
                    .extracting(event -> event.said().time().at())
                    .containsOnly(Instant.parse("2026-02-13T20:44:55Z"));
        }

        @Test
        void shouldBeOneArtifactInTheCompactForm() {
            Artifact artifact = artifactOf(sample("recording-completed-compact.json"));

            assertThat(artifact.kind()).isEqualTo(ArtifactKind.AUDIO);
            assertThat(artifact.artifactId()).isEqualTo("412/977");
            assertThat(artifact.media()).isEqualTo(new Media("wav", 2_345_678L, null));
            assertThat(artifact.link()).isNull();
            assertThat(artifact.said().time()).isEqualTo(new EventTime(RECEIVED_AT, true, null));
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "'id':412,                      412",
                    "'id':412;'media_files':[],     412",
                    "'id':412;'media_files':null,   412",
                    "'id':'412',                    412",
                    "'media_file_id':977,           977",
                    "'source':'bot',                ",
                })
        void shouldBeOneArtifactOfAKindThatIsNotSaidWhereNoFileIs(String fields, @Nullable String id) {
            Artifact artifact = artifactOf(recording(fields.replace(';', ',')));

            assertThat(artifact.kind()).isEqualTo(ArtifactKind.RECORDING);
            assertThat(artifact.artifactId()).isEqualTo(id);
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "'status':'completed', READY,  ",
                    "'status':null,        READY,  ",
                    "'status':'failed',    FAILED, failed",
                    "'status':'torn',      READY,  ",
                })
        void shouldBeReadyUnlessTheyFailed(String status, ArtifactStatus meant, @Nullable String detail) {
            Artifact artifact = artifactOf(recording("'id':1," + status));

            assertThat(artifact.status()).isEqualTo(meant);
            assertThat(artifact.detail()).isEqualTo(detail);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "'file_size_bytes':-1,'duration_seconds':-1",
                    "'file_size_bytes':1.5,'duration_seconds':1e9999",
                    "'file_size_bytes':99999999999999999999,'duration_seconds':1e999999999",
                    "'file_size_bytes':'5','duration_seconds':'5'",
                })
        void shouldHaveNoSizeOrLengthThatIsNone(String fields) {
            assertThat(artifactOf(recording("'media_files':[{'id':1,'type':'audio'," + fields + "}]"))
                            .media())
                    .isEqualTo(Media.NONE);
        }

        @Test
        void shouldBeAnnouncedByNewerNamesToo() {
            Artifact recording = artifactOf(sample("envelope-recording-ready-unverified.json"));
            Artifact transcript = artifactOf(sample("envelope-transcription-ready-unverified.json"));

            assertThat(recording.artifactId()).isNull();
            assertThat(transcript.kind()).isEqualTo(ArtifactKind.TRANSCRIPT);
            assertThat(transcript.said().semanticKey())
                    .isNotEqualTo(recording.said().semanticKey());
            assertThat(artifactOf("{'event_type':'recording.ready','data':{'meeting':{'id':16},"
                                    + "'recording':{'id':900,'media_files':[{'id':901,'type':'audio'}]}}}")
                            .artifactId())
                    .isEqualTo("900/901");
        }

        private Tuple row(ArtifactKind kind, String id, Media media) {
            return tuple(kind, ArtifactStatus.READY, id, media);
        }
    }

    @Nested
    class Transcripts {

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "served,    READY,       ",
                    "failed,    FAILED,      failed",
                    "no_output, UNAVAILABLE, no_output",
                    "disabled,  SKIPPED,     disabled",
                })
        void shouldBeToldByTheOutcomeAtTheEnd(String outcome, ArtifactStatus status, @Nullable String detail) {
            Events events = read(provenance("'transcription_outcome':'" + outcome + "'"));

            assertThat(events.events()).hasSize(2).last().isInstanceOfSatisfying(Artifact.class, transcript -> {
                assertThat(transcript.kind()).isEqualTo(ArtifactKind.TRANSCRIPT);
                assertThat(transcript.status()).isEqualTo(status);
                assertThat(transcript.implied()).isFalse();
                assertThat(transcript.provider()).isEqualTo("vexa");
                assertThat(transcript.detail()).isEqualTo(detail);
                assertThat(transcript.said().time())
                        .isEqualTo(new EventTime(Instant.parse("2026-02-13T05:40:00Z"), false, null));
            });
            assertThat(events.unknown()).isEmpty();
        }

        @Test
        void shouldSayWhatWentWrong() {
            String fault = "'stt_fault':{'kind':'payment_required','count':18}";

            for (String body : List.of(
                    provenance("'transcription_outcome':'failed'", ",'data':{" + fault + "}"),
                    provenance("'transcription_outcome':'failed'," + fault))) {
                assertThat(((Artifact) read(body).events().getLast()).detail())
                        .isEqualTo("{\"kind\":\"payment_required\",\"count\":18}");
                assertThat(read(body).unknown()).isEmpty();
            }
        }

        @ParameterizedTest
        @CsvSource({"boredom, true", "null, false"})
        void shouldNotBeToldByAWordThatIsNotKnown(String outcome, boolean counted) {
            String word = outcome.equals("null") ? outcome : "'" + outcome + "'";
            Events events = read(provenance("'transcription_outcome':" + word));

            assertThat(events.events()).hasSize(1);
            assertThat(events.unknown().contains("data.meeting.service_provenance.transcription_outcome"))
                    .isEqualTo(counted);
        }

        @Test
        void shouldNotBeToldBeforeTheEndNorOfNoMeeting() {
            String served = provenance("'transcription_outcome':'served'");

            assertThat(read(served.replace("meeting.completed", "meeting.started"))
                            .events())
                    .hasSize(1);
            assertThat(read(served.replace("'id':16", "'connection_id':'c-1'")).events())
                    .hasSize(1);
        }
    }
}
