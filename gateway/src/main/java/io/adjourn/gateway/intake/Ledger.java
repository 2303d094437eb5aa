package io.adjourn.gateway.intake;

import io.adjourn.gateway.intake.IntakeOutcome.Incomplete;
import io.adjourn.gateway.intake.IntakeOutcome.Spooled;
import io.adjourn.gateway.intake.IntakeOutcome.Stored;
import io.adjourn.gateway.intake.IntakeOutcome.TooLarge;
import io.adjourn.gateway.intake.IntakeOutcome.Unavailable;
import io.adjourn.gateway.intake.IntakeOutcome.UnknownSource;
import io.adjourn.gateway.intake.IntakeOutcome.Unverified;
import io.adjourn.sources.Source;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps account: every request is counted once, in {@code adjourn.gateway.deliveries}, and every refusal is a line in the log.
 * What a stranger wrote is in neither: an unknown source is called {@code unknown}.
 */
final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final String UNKNOWN = "unknown";

    private final MeterRegistry meters;

    Ledger(MeterRegistry meters) {
        this.meters = meters;
    }

    void enter(Optional<Source> source, IntakeOutcome outcome) {
        String name = source.map(Source::name).orElse(UNKNOWN);
        String vendor = source.map(known -> known.vendor().id()).orElse(UNKNOWN);
        Counter.builder("adjourn.gateway.deliveries")
                .description("Requests to /webhooks by what became of them: stored, spooled, or why not")
                .tags("source", name, "vendor", vendor, "outcome", tag(outcome))
                .register(meters)
                .increment();
        if (!(outcome instanceof Stored || outcome instanceof Spooled)) {
            LOG.atLevel(outcome instanceof Unavailable ? Level.ERROR : Level.INFO)
                    .addKeyValue("source", name)
                    .addKeyValue("reason", tag(outcome))
                    .addKeyValue("detail", detail(outcome))
                    .log("Refused");
        }
    }

    private static String tag(IntakeOutcome outcome) {
        return switch (outcome) {
            case Stored _ -> "stored";
            case Spooled _ -> "spooled";
            case UnknownSource _ -> "unknown-source";
            case Unverified(var verdict) -> verdict.reason().name().toLowerCase(Locale.ROOT);
            case TooLarge _ -> "too-large";
            case Incomplete _ -> "incomplete";
            case Unavailable _ -> "unavailable";
        };
    }

    private static String detail(IntakeOutcome outcome) {
        return switch (outcome) {
            case Stored _, Spooled _ -> "";
            case UnknownSource _ -> "no source of that name";
            case Unverified(var verdict) -> verdict.detail();
            case TooLarge(int maxBodyBytes) -> "more than " + maxBodyBytes + " bytes";
            case Incomplete(String detail) -> detail;
            case Unavailable(String why) -> why;
        };
    }
}
