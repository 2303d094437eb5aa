package io.adjourn.bench.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class CompressedBatchesTest {

    @Test
    void shouldTellThatWordsThatRepeatBecomeSmall() {
        List<ConsumerRecord<byte[], byte[]>> records = IntStream.range(0, 1_000)
                .mapToObj(i -> new ConsumerRecord<>(
                        "topic", 0, i, ("key-" + i).getBytes(UTF_8), ("one and the same again " + i).getBytes(UTF_8)))
                .toList();
        var batches = new CompressedBatches(records, 4_096, Duration.ofMillis(10));

        assertThat(batches.measure("none").share()).isEqualTo(1.0);
        for (String codec : List.of("lz4", "snappy", "zstd", "gzip", "gzip-6")) {
            var result = batches.measure(codec);
            assertThat(result.share()).as(codec).isBetween(0.05, 0.8);
            assertThat(result.written()).as(codec).isPositive();
            assertThat(result.read()).as(codec).isPositive();
        }
    }
}
