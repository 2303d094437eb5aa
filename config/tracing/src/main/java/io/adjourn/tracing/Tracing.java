package io.adjourn.tracing;

import io.adjourn.config.BadConfigurationException;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * OpenTelemetry's traces, by its standard variables. On where {@code OTEL_TRACES_EXPORTER} names an exporter, or where it is not set and
 * an OTLP endpoint is; off otherwise, and then there are no spans, no threads and no connections. Thread-safe.
 */
public final class Tracing implements AutoCloseable {
    /** No traces: who asks {@link #isOn} first spends nothing on them. */
    public static final Tracing OFF = new Tracing(null, false);

    private static final String SCOPE = "io.adjourn";
    private static final long LAST_EXPORT_SECONDS = 5;
    private static final String NONE = "none";

    private final @Nullable OpenTelemetrySdk sdk;
    private final Tracer tracer;
    private final MessagingAttributes messaging;

    private Tracing(@Nullable OpenTelemetrySdk sdk, boolean alsoOldNames) {
        this.sdk = sdk;
        this.tracer = (sdk == null ? OpenTelemetry.noop() : sdk).getTracer(SCOPE);
        this.messaging = new MessagingAttributes(alsoOldNames);
    }

    /**
     * As the environment asks for it.
     *
     * @param service what the application is called, unless {@code OTEL_SERVICE_NAME} says otherwise
     * @param environment the process's own
     * @throws BadConfigurationException if a variable cannot be
     */
    public static Tracing of(String service, Map<String, String> environment) {
        if (!isAskedFor(environment)) {
            return OFF;
        }
        // The SDK logs by java.util.logging, past our format otherwise.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        var settings = new HashMap<>(Map.of(
                "otel.service.name", service,
                // Metrics are at /prometheus, and logs on standard output.
                "otel.metrics.exporter", NONE,
                "otel.logs.exporter", NONE));
        environment.forEach((name, value) -> {
            if (name.startsWith("OTEL_")) {
                settings.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        try {
            var configured = AutoConfiguredOpenTelemetrySdk.builder()
                    .addPropertiesSupplier(() -> settings)
                    .disableShutdownHook()
                    .build();
            return new Tracing(configured.getOpenTelemetrySdk(), asksForOldNames(environment));
        } catch (ConfigurationException e) {
            throw new BadConfigurationException("OTEL_*: " + e.getMessage(), e);
        }
    }

    private static boolean isAskedFor(Map<String, String> environment) {
        String exporter = environment.getOrDefault("OTEL_TRACES_EXPORTER", "");
        boolean isDisabled = Boolean.parseBoolean(environment.get("OTEL_SDK_DISABLED"));
        boolean hasEndpoint = environment.containsKey("OTEL_EXPORTER_OTLP_ENDPOINT")
                || environment.containsKey("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
        return !isDisabled && (exporter.isBlank() ? hasEndpoint : !exporter.equals(NONE));
    }

    private static boolean asksForOldNames(Map<String, String> environment) {
        String optIn = environment.getOrDefault("OTEL_SEMCONV_STABILITY_OPT_IN", "");
        return List.of(optIn.split("\\s*,\\s*", -1)).contains("messaging/dup");
    }

    /** Whether there are any traces. */
    public boolean isOn() {
        return sdk != null;
    }

    /** A span to be started; its parent is the current one, unless set. */
    public SpanBuilder span(String name, SpanKind kind) {
        return tracer.spanBuilder(name).setSpanKind(kind);
    }

    /** How spans say what they are about, where it is a record of Kafka's. */
    public MessagingAttributes messaging() {
        return messaging;
    }

    /** Exports what has ended, for a few seconds at most. */
    @Override
    public void close() {
        if (sdk != null) {
            sdk.shutdown().join(LAST_EXPORT_SECONDS, TimeUnit.SECONDS);
        }
    }
}
