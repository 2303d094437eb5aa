package io.adjourn.reconciler;

import io.adjourn.reconciler.plan.Reason;
import io.adjourn.reconciler.plan.RequestResult;
import io.adjourn.reconciler.plan.SourceStatus;
import io.adjourn.reconciler.plan.Watcher;
import io.adjourn.vendors.SentDelivery;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what happens, and says what people should know. */
@Singleton
class Meters implements Watcher {
    private static final Logger LOG = LoggerFactory.getLogger(Meters.class);
    private static final String PREFIX = "adjourn.reconciler.";
    private static final String SOURCE = "source";
    private static final String VENDOR = "vendor";

    private final MeterRegistry registry;
    private final MultiGauge budget;
    private final MultiGauge denied;
    private final MultiGauge breaker;
    private final MultiGauge overdue;
    private final MultiGauge meetings;
    private volatile boolean isActive;

    Meters(MeterRegistry registry) {
        this.registry = registry;
        this.budget = gauge("budget.left", "Requests that the budget of the source has left today");
        this.denied = gauge("source.denied", "1 while the vendor does not accept the source's API key");
        this.breaker = gauge("breaker.open", "1 while the source's vendor fails and is left alone");
        this.overdue = gauge("overdue", "Seconds for which the question that waits longest is due");
        this.meetings = gauge("meetings", "Meetings that are open, or asked about, or were lately");
        Gauge.builder(PREFIX + "active", () -> isActive ? 1 : 0)
                .description("1 on the instance that asks")
                .register(registry);
    }

    private MultiGauge gauge(String name, String description) {
        return MultiGauge.builder(PREFIX + name).description(description).register(registry);
    }

    @Override
    public void asked(String source, String vendor, String endpoint) {
        count("asked", Tags.of(SOURCE, source, VENDOR, vendor, "endpoint", endpoint), 1);
    }

    @Override
    public void answered(String source, String vendor, String endpoint, RequestResult answer) {
        count("answered", Tags.of(SOURCE, source, VENDOR, vendor, "answer", answer.word()), 1);
        switch (answer) {
            case RequestResult.Denied _ ->
                LOG.warn(
                        "The vendor does not accept the API key; check api-keys of the source: source={} vendor={}"
                                + " endpoint={}",
                        source,
                        vendor,
                        endpoint);
            case RequestResult.Failed(String why) ->
                LOG.info("No answer: source={} endpoint={} why={}", source, endpoint, why);
            case RequestResult.Unusable(String why) ->
                LOG.warn("Answer not used: source={} endpoint={} why={}", source, endpoint, why);
            case RequestResult.Slow _ ->
                LOG.info("The vendor asks for fewer requests: source={} endpoint={}", source, endpoint);
            default -> {}
        }
    }

    @Override
    public void listed(String source, String vendor, int bots, int unheard) {
        count("listed", Tags.of(SOURCE, source, VENDOR, vendor), bots);
        count("found", Tags.of(SOURCE, source, VENDOR, vendor), unheard);
    }

    @Override
    public void repaired(String source, String vendor, Reason reason) {
        count("repaired", Tags.of(SOURCE, source, VENDOR, vendor, "reason", word(reason)), 1);
    }

    @Override
    public void undelivered(String source, String vendor, SentDelivery sent) {
        count("undelivered", Tags.of(SOURCE, source, VENDOR, vendor), 1);
        LOG.warn(
                "The vendor says that it delivered a webhook that never came: source={} event={} session={} at={}"
                        + " outcome={}",
                source,
                printable(sent.eventId()),
                printable(String.valueOf(sent.session())),
                sent.at(),
                printable(sent.outcome()));
    }

    /** Whether this instance asks. */
    void active(boolean active) {
        isActive = active;
    }

    /** How it stands with each source now; none where another instance asks. */
    void standings(List<SourceStatus> standings, Instant now) {
        register(budget, standings, SourceStatus::leftToday);
        register(denied, standings, one -> one.denied() ? 1 : 0);
        register(breaker, standings, one -> one.breakerOpen() ? 1 : 0);
        register(meetings, standings, SourceStatus::meetings);
        register(
                overdue,
                standings,
                one -> one.oldestDue() == null
                        ? 0
                        : Duration.between(one.oldestDue(), now).toSeconds());
    }

    private static void register(MultiGauge gauge, List<SourceStatus> standings, ToDoubleFunction<SourceStatus> value) {
        gauge.register(
                standings.stream()
                        .map(one -> MultiGauge.Row.of(
                                Tags.of(SOURCE, one.source(), VENDOR, one.vendor()), value.applyAsDouble(one)))
                        .toList(),
                true);
    }

    private void count(String name, Tags tags, int more) {
        Counter.builder(PREFIX + name).tags(tags).register(registry).increment(more);
    }

    private static String word(Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a vendor wrote, for a line of the log. */
    private static String printable(String text) {
        String line = text.replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }
}
