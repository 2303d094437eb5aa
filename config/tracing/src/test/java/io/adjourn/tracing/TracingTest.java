package io.adjourn.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.adjourn.config.BadConfigurationException;
import io.opentelemetry.api.trace.SpanKind;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracingTest {
    private static final String CONTEXT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                                                 | false",
                "OTEL_SERVICE_NAME=x OTEL_RESOURCE_ATTRIBUTES=a=b                                 | false",
                "OTEL_TRACES_EXPORTER=none OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318      | false",
                "OTEL_SDK_DISABLED=true OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318         | false",
                "OTEL_TRACES_EXPORTER=otlp                                                        | true",
                "OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318                                | true",
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://localhost:4317                         | true",
            })
    void shouldBeOffUnlessAskedFor(String variables, boolean on) {
        try (Tracing tracing = Tracing.of("test", environment(variables))) {
            assertThat(tracing.isOn()).isEqualTo(on);
            assertThat(tracing.span("one", SpanKind.INTERNAL).startSpan().isRecording())
                    .isEqualTo(on);
        }
    }

    @Test
    void shouldSampleAsItIsTold() {
        try (Tracing tracing =
                Tracing.of("test", environment("OTEL_TRACES_EXPORTER=otlp OTEL_TRACES_SAMPLER=always_off"))) {
            var span = tracing.span("one", SpanKind.INTERNAL).startSpan();
            assertThat(Traceparent.read(Traceparent.write(span.getSpanContext()))
                            .isSampled())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OTEL_TRACES_EXPORTER=carrier-pigeon",
                "OTEL_TRACES_EXPORTER=otlp OTEL_EXPORTER_OTLP_TIMEOUT=soon"
            })
    void shouldEndWithOneLineWhereAVariableCannotBe(String variables) {
        assertThatThrownBy(() -> Tracing.of("test", environment(variables)))
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageStartingWith("OTEL_*: ");
    }

    @Test
    void shouldReadAndWriteAContext() {
        var context = Traceparent.read(CONTEXT);
        assertThat(context.isRemote()).isTrue();
        assertThat(context.isSampled()).isTrue();
        assertThat(Traceparent.write(context)).isEqualTo(CONTEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                CONTEXT + "-more",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01"
            })
    void shouldTakeNothingElseForOne(String text) {
        assertThat(Traceparent.read(text).isValid()).isFalse();
    }

    @RepeatedTest(10)
    void shouldMakeAnotherUnsampledOneEachTime() {
        var random = new Random(1);
        String first = Traceparent.unsampled(random);
        assertThat(first).matches(Traceparent::isOne).endsWith("-00").isNotEqualTo(Traceparent.unsampled(random));
    }

    private static Map<String, String> environment(String variables) {
        return variables == null
                ? Map.of()
                : Stream.of(variables.split("\\s+"))
                        .map(variable -> variable.split("=", 2))
                        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }
}
