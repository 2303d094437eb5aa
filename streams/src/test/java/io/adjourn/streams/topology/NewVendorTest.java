package io.adjourn.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.Source;
import io.adjourn.config.Sources;
import io.adjourn.config.SourcesFile;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.MeetingActivity;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.streams.plan.Rules;
import io.adjourn.vendors.Headers;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.Vendors;
import io.adjourn.vendors.parrot.Parrot;
import io.adjourn.vendors.verify.Request;
import io.adjourn.vendors.verify.Verdict;
import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verdict.Reason;
import io.adjourn.vendors.verify.Verdict.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vendor is one package and one entry in the list of all: here one that no other code has heard of. */
class NewVendorTest {
    private static final String SECRET = "test-secret-of-a-parrot";
    private static final Vendors VENDORS =
            new Vendors(Stream.<Vendor>concat(Vendors.KNOWN.all().stream(), Stream.of(new Parrot()))
                    .toList());

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Source source;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TopologyFixture stream;

    @BeforeEach
    void start() throws IOException, InvalidSourcesException {
        Sources sources = sources("parrot");
        source = sources.find(TopologyFixture.SOURCE).orElseThrow();
        stream = new TopologyFixture(directory, new Rules(VENDORS, sources));
    }

    @AfterEach
    void stop() {
        stream.close();
    }

    @Test
    void shouldVerifyItsRequestsFromASourcesFile() {
        assertThat(verdict(Map.of("X-Parrot-Secret", SECRET))).isEqualTo(new Accepted("secret"));
        assertThat(verdict(Map.of("X-Parrot-Secret", "another-test-secret")))
                .isEqualTo(new Refused(Reason.MISMATCH, "header x-parrot-secret does not match the secret"));
        assertThat(verdict(Map.of()))
                .isEqualTo(new Refused(
                        Reason.MISSING, "no signature or credential found: expected header x-parrot-secret"));
    }

    @Test
    void shouldNameItWhenASourceMisspellsIt() {
        assertThatThrownBy(() -> sources("parot"))
                .isInstanceOf(InvalidSourcesException.class)
                .hasMessageContaining("did you mean parrot?");
    }

    @Test
    void shouldMakeItsEventsOneRecord() {
        stream.deliver("parrot", "event=sang&perch=oak-1&at=2026-02-27T09:41:00Z&song=https://parrot.test/a.ogg");
        stream.deliver("parrot", "event=flew&perch=oak-1&at=2026-02-27T09:40:00Z");
        stream.deliver("parrot", "event=landed&perch=oak-1&at=2026-02-27T09:00:00Z");
        stream.timePasses(Duration.ofMinutes(1));

        MeetingCompletion record = stream.completions().getLast();
        assertThat(record.getMeetingId()).isEqualTo("acme/oak-1");
        assertThat(record.getVendor()).isEqualTo("parrot");
        assertThat(record.getDialect()).isEqualTo("P0");
        assertThat(record.getOutcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(record.getEndReason()).isEqualTo(EndReason.NORMAL_EXIT);
        assertThat(record.getArtifacts()).singleElement().satisfies(artifact -> {
            assertThat(artifact.getKind()).isEqualTo(ArtifactKind.AUDIO);
            assertThat(artifact.getUrl()).isEqualTo("https://parrot.test/a.ogg");
        });
        assertThat(stream.rejected()).isEmpty();
    }

    @Test
    void shouldCloseItsMeetingsByItsOwnRulesAndItsSources() {
        stream.deliver("parrot", "event=flew&perch=oak-1&at=2026-02-27T09:40:00Z");
        stream.timePasses(Duration.ofMinutes(9));
        assertThat(stream.completions()).isEmpty();

        stream.timePasses(Duration.ofMinutes(2));

        MeetingCompletion record = stream.completions().getLast();
        assertThat(record.getClosedBy()).isEqualTo(ClosedBy.DEADLINE);
        assertThat(record.getMissing()).containsExactly(ArtifactKind.AUDIO);
    }

    @Test
    void shouldKeepWhatItIsNotKnownToSay() {
        stream.deliver("parrot", "event=moulted&perch=oak-1&feathers=3");

        assertThat(stream.activity()).extracting(MeetingActivity::getVendorType).containsExactly("moulted");
        assertThat(stream.rejected()).isEmpty();
    }

    @Test
    void shouldChangeNothingForTheOthers() {
        List.of(Bodies.inMeeting("01"), Bodies.stopped("40"), Bodies.audio(), Bodies.transcript())
                .forEach(stream::deliver);
        stream.timePasses(Duration.ofMinutes(1));

        assertThat(stream.completions().getLast().getOutcome()).isEqualTo(Outcome.COMPLETE);
    }

    private Verdict verdict(Map<String, String> headers) {
        return source.verifier()
                .beforeBody(new Request(Headers.of(headers), null, TopologyFixture.START))
                .orElseThrow();
    }

    private Sources sources(String vendor) throws IOException, InvalidSourcesException {
        Path file = Files.writeString(
                directory.resolve("sources.yaml"), """
                sources:
                  %s:
                    vendor: %s
                    secrets: [%s]
                    settle: PT10M
                """.formatted(TopologyFixture.SOURCE, vendor, SECRET));
        return SourcesFile.read(file, VENDORS, Map.of());
    }
}
