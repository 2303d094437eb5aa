package io.adjourn.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.adjourn.config.CannotStartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortTest {

    @Test
    void shouldNamePortAndVariableWhenSomebodyListensThere() throws IOException {
        try (var somebody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = new Port(somebody.getLocalPort(), "ADJOURN_KAFKA_PORT");
            assertThatThrownBy(port::mustBeFree)
                    .isInstanceOf(CannotStartException.class)
                    .hasMessage("port " + port.number() + " is in use: stop the process that uses it, or set"
                            + " ADJOURN_KAFKA_PORT");
        }
    }

    @Test
    void shouldBeFreeWhenNobodyListens() {
        assertThatCode(Port.free()::mustBeFree).doesNotThrowAnyException();
    }

    @Test
    void shouldHandOutEachPortOnce() {
        var ports = IntStream.range(0, 250).mapToObj(_ -> Port.free().number()).toList();
        assertThat(ports).doesNotHaveDuplicates();
    }

    @Test
    void shouldNotHandOutWhatSomebodyListensOn() throws IOException {
        int given = Port.free().number();
        try (var _ = new ServerSocket(given + 1, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Port.free().number()).isNotEqualTo(given + 1);
        }
    }

    @Test
    void shouldNameTheVariableWhenItIsNoPort() {
        assertThatThrownBy(() -> Ports.of(Map.of("ADJOURN_GATEWAY_PORT", "http")))
                .isInstanceOf(CannotStartException.class)
                .hasMessage("ADJOURN_GATEWAY_PORT is not a port: use a number from 1 to 65535");
    }
}
