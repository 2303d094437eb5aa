package io.adjourn.gateway.intake;

import static io.adjourn.gateway.TestGateway.SIGNED;
import static io.adjourn.gateway.TestGateway.WITH_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.adjourn.gateway.TestGateway;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the log says of requests, and what it keeps to itself. */
class LogTest {
    @AutoClose
    private static final TestGateway gateway = TestGateway.inMemory();

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(log);
    }

    @Test
    void shouldSayWhoseRequestWasRefusedAndWhy() {
        gateway.post("/webhooks/" + SIGNED, "{}");

        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.INFO);
            assertThat(event.getFormattedMessage()).contains("source=acme ", "reason=missing ");
        });
    }

    @Test
    void shouldSayNothingOfWhatIsStored() {
        gateway.post("/webhooks/" + TestGateway.OPEN, "{}");

        assertThat(log.list).isEmpty();
    }

    @Test
    void shouldRepeatNothingThatMayBeSecret() {
        String secret = "test-never-to-be-seen";
        gateway.post("/webhooks/" + WITH_TOKEN + "/" + secret + "?key=" + secret, "{\"k\":\"" + secret + "\"}");
        gateway.post("/webhooks/" + secret, "{}");
        gateway.post("/webhooks/a/" + secret + "/b", "{}");
        gateway.post("/" + secret, "{}");
        gateway.send("/webhooks/" + WITH_TOKEN + "/" + secret, request -> request.GET());
        gateway.send(
                "/webhooks/" + SIGNED,
                request -> request.header(TestGateway.SIGNATURE_HEADER, secret)
                        .header("Authorization", secret)
                        .POST(BodyPublishers.ofString(secret)));

        assertThat(lines()).isNotEmpty().allSatisfy(line -> assertThat(line).doesNotContain(secret));
    }

    @Test
    void shouldSayWhereAFaultOfOursIsAndNotWhatItWasAbout() {
        gateway.publisher().answerWith(() -> {
            throw new IllegalStateException("test-never-to-be-seen");
        });
        gateway.post("/webhooks/" + TestGateway.OPEN, "{}");
        gateway.reset();

        assertThat(log.list).singleElement().extracting(ILoggingEvent::getLevel).isEqualTo(Level.ERROR);
        assertThat(lines())
                .singleElement()
                .asString()
                .contains("java.lang.IllegalStateException at ", "LogTest.java")
                .doesNotContain("test-never-to-be-seen");
    }

    private List<String> lines() {
        return log.list.stream()
                .map(event -> event.getFormattedMessage() + event.getThrowableProxy())
                .toList();
    }
}
