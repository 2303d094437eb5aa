package io.adjourn.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import io.adjourn.testing.EcsLines;
import org.junit.jupiter.api.Test;

/** What becomes of an event in the format {@code ecs}. */
class EcsLogTest {

    @Test
    void shouldKeepAStackTraceInItsEvent() throws Exception {
        var context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("ADJOURN_LOG_FORMAT", "ecs");
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(getClass().getResource("/logback.xml"));
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        var appender = (OutputStreamAppender<ILoggingEvent>) root.getAppender("STDOUT");

        var failure = new IllegalStateException("two\nlines", new IllegalArgumentException("the cause"));
        var event = new LoggingEvent("", root, Level.ERROR, "It failed: {}", failure, new Object[] {"so"});
        String written = new String(appender.getEncoder().encode(event), UTF_8);
        context.stop();

        assertThat(written).endsWith("\n").hasLineCount(1);
        assertThat(EcsLines.fields(written))
                .containsEntry("message", "It failed: so")
                .containsEntry("error.type", "java.lang.IllegalStateException")
                .containsEntry("error.message", "two\nlines")
                .extractingByKey("error.stack_trace")
                .asString()
                .contains(
                        "at io.adjourn.gateway.EcsLogTest", "Caused by: java.lang.IllegalArgumentException: the cause");
    }
}
