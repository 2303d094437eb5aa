package io.adjourn.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Takes traces by OTLP over HTTP, as a collector does, and keeps them. */
final class OtlpReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Received> spans = new CopyOnWriteArrayList<>();

    private OtlpReceiver(HttpServer server) {
        this.server = server;
    }

    static OtlpReceiver start() {
        try {
            var receiver =
                    new OtlpReceiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            receiver.server.createContext("/v1/traces", receiver::take);
            receiver.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            receiver.server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A span, and which application it is from. */
    record Received(String service, Span span) {
        private static final HexFormat HEX = HexFormat.of();

        String id() {
            return HEX.formatHex(span.getSpanId().toByteArray());
        }

        String parent() {
            return HEX.formatHex(span.getParentSpanId().toByteArray());
        }

        String trace() {
            return HEX.formatHex(span.getTraceId().toByteArray());
        }

        List<String> links() {
            return span.getLinksList().stream()
                    .map(link -> HEX.formatHex(link.getSpanId().toByteArray()))
                    .toList();
        }

        /** What a record says that was written with it, without flags. */
        String context() {
            return "00-" + trace() + "-" + id();
        }

        Map<String, String> attributes() {
            return span.getAttributesList().stream().collect(Collectors.toMap(KeyValue::getKey, OtlpReceiver::text));
        }
    }

    private static String text(KeyValue attribute) {
        var value = attribute.getValue();
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            default -> value.toString();
        };
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            request.getResourceSpansList().forEach(resource -> {
                String service = resource.getResource().getAttributesList().stream()
                        .filter(attribute -> attribute.getKey().equals("service.name"))
                        .map(OtlpReceiver::text)
                        .findFirst()
                        .orElse("");
                resource.getScopeSpansList()
                        .forEach(scope -> scope.getSpansList().forEach(span -> spans.add(new Received(service, span))));
            });
            exchange.getResponseHeaders().add("content-type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** The settings that make an application export its traces to this receiver. */
    Map<String, String> settings() {
        return Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://localhost:" + server.getAddress().getPort(),
                "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                "OTEL_BSP_SCHEDULE_DELAY", "200");
    }

    /** All so far. */
    List<Received> spans() {
        return List.copyOf(spans);
    }

    /** Those of that name right below the other. */
    List<Received> below(Received parent, String name) {
        return spans.stream()
                .filter(span ->
                        span.parent().equals(parent.id()) && span.trace().equals(parent.trace()))
                .filter(span -> span.span().getName().equals(name))
                .toList();
    }

    /** The one of that name with that attribute. */
    Optional<Received> find(String name, String attribute, String value) {
        return spans.stream()
                .filter(span -> span.span().getName().equals(name))
                .filter(span -> value.equals(span.attributes().get(attribute)))
                .findFirst();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
