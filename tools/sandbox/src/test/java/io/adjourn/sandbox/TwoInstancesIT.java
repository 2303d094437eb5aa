package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.topics.CompletionsTopic;
import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.localstack.LocalStack;
import io.adjourn.sandbox.StreamsGroup.Member;
import io.adjourn.testing.Await;
import io.adjourn.testing.InFullBuild;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Two instances of streams, each with a warm copy of the other's state. Whatever happens to one of them, every event is published
 * once. Every meeting has pieces that come before, between and after, and gets the record that an instance without a stop gives it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@InFullBuild
class TwoInstancesIT {
    private static final String SOURCE = "acme";

    private final List<MeetingInPieces> meetings = IntStream.range(0, 200)
            .mapToObj(i -> new MeetingInPieces(SOURCE, "bot-" + i))
            .toList();

    @SuppressWarnings("NullAway.Init") // set before all
    private StreamsGroup group;

    @SuppressWarnings("NullAway.Init") // set before all
    private RawWriter raw;

    @SuppressWarnings("NullAway.Init") // set before all
    private Member first;

    @SuppressWarnings("NullAway.Init") // set before all
    private Member second;

    @BeforeAll
    void start() throws IOException {
        group = StreamsGroup.start(new Layout(4, 1), SOURCE);
        raw = new RawWriter(group.parts().bootstrapServers());
        first = group.join("streams-0", StreamsBuild.today());
        second = group.join("streams-1", StreamsBuild.today());
        first.awaitReady();
        second.awaitReady();
    }

    @AfterAll
    void stop() {
        raw.close();
        group.close();
    }

    @Test
    @Order(1)
    void shouldGoOnWhileOneStopsAndComesBack() {
        deliver(0, 1);
        second.stop();
        deliver(2);
        group.awaitRead("the other does all the work", first);

        second.comeBack();
        deliver(3);
        group.awaitRead("both work again", first, second);
    }

    @Test
    @Order(2)
    void shouldGoOnWhileOneCrashesAndComesBack() {
        deliver(4);
        second.crash();
        deliver(5);
        group.awaitRead("the other does all the work", first);

        second.comeBack();
        deliver(6);
        first.crash();
        deliver(7);
        group.awaitRead("the one that came back does all the work", second);
    }

    @Test
    @Order(3)
    void shouldHaveForgottenNothing() {
        deliver(8, 9);
        LocalStack parts = group.parts();
        try (var completions = CompletionsTopic.of(parts.bootstrapServers(), parts.registryClient())) {
            Await.until("every record", StreamsGroup.PATIENCE, () -> {
                completions.poll();
                return completions.meetings().size() == meetings.size();
            });
            meetings.forEach(meeting -> meeting.assertWhole(completions.revisions(meeting.key())));
        }
        MeetingInPieces.assertToldOnce(parts.bootstrapServers(), meetings);
        CommandLineRun state =
                CommandLineRun.of("state", "show", SOURCE + "/bot-7", "--bootstrap-servers", parts.bootstrapServers());
        assertThat(state.out()).as(state.err()).contains("\"events\" : 5", "\"duplicates\" : 5", "\"revision\" : 1");
    }

    private void deliver(int... pieces) {
        for (int piece : pieces) {
            meetings.forEach(meeting -> meeting.deliver(piece, raw));
        }
        raw.flush();
    }
}
