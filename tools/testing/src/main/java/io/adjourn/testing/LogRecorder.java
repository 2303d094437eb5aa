package io.adjourn.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What is logged from its making on. */
public final class LogRecorder implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    public LogRecorder() {
        events.start();
        root.addAppender(events);
    }

    public List<ILoggingEvent> events() {
        return List.copyOf(events.list);
    }

    /** Each with its level, words, values and fault. */
    public List<String> lines() {
        return events().stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage() + " " + event.getThrowableProxy())
                .toList();
    }

    @Override
    public void close() {
        root.detachAppender(events);
    }
}
