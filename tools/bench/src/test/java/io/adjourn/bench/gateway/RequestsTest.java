package io.adjourn.bench.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.simulator.DemoSources;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestsTest {

    @Test
    void shouldSendManyDifferentBodiesOfOneSize(@TempDir Path directory) {
        Path sources = DemoSources.write(directory, Duration.ofHours(2), Duration.ofHours(6));
        var requests = new Requests(sources, URI.create("http://localhost:1"));

        List<String> whole = requests.signedNow(null).stream()
                .map(bytes -> new String(bytes, UTF_8))
                .toList();
        List<String> bare = requests.signedNow("/bare").stream()
                .map(bytes -> new String(bytes, UTF_8))
                .toList();

        assertThat(whole).hasSizeGreaterThan(1_000).hasSameSizeAs(bare);
        assertThat(whole)
                .allMatch(request -> request.startsWith("POST /webhooks/demo-"))
                .allMatch(request -> body(request).getBytes(UTF_8).length == 600);
        assertThat(bare).allMatch(request -> request.startsWith("POST /bare HTTP/1.1"));
        assertThat(whole.stream().map(RequestsTest::body).collect(Collectors.toSet()))
                .hasSizeGreaterThan(1_000);
    }

    private static String body(String request) {
        return request.substring(request.indexOf("\r\n\r\n") + 4);
    }
}
