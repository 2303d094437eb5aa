package io.adjourn.bench.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.bench.stack.SimulatedDeliveries.Bodies;
import io.adjourn.contracts.RawHeaders;
import io.adjourn.simulator.DemoSources;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.Vendors;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the raw topic is filled with is what vendors send. */
class SimulatedDeliveriesTest {
    private static final Instant BEGAN = Instant.parse("2026-03-01T12:00:00Z");

    private SimulatedDeliveries deliveries;

    @BeforeEach
    void playFromOneSeed(@TempDir Path directory) {
        deliveries = new SimulatedDeliveries(DemoSources.write(directory, Duration.ofHours(2), Duration.ofHours(6)), 1);
    }

    @Test
    void shouldMixAllVendorsAndTellSomeTwice() {
        var mixed = new ArrayList<ProducerRecord<String, byte[]>>();

        long handed = deliveries.mixed(5_000, Bodies.USUAL, mixed::add);

        assertThat(mixed).hasSize((int) handed).hasSizeGreaterThanOrEqualTo(5_000);
        Set<String> vendors = Vendors.KNOWN.all().stream().map(Vendor::id).collect(Collectors.toSet());
        assertThat(vendorsOf(mixed)).isEqualTo(vendors);
        assertThat(vendorsOf(mixed.subList(0, 200))).isEqualTo(vendors);
        long different = mixed.stream()
                .map(delivery -> Arrays.hashCode(delivery.value()))
                .distinct()
                .count();
        assertThat(different).isLessThan(handed);
    }

    @Test
    void shouldTellMeetingsWithLargeBodiesApart() {
        var usual = new ArrayList<ProducerRecord<String, byte[]>>();
        var large = new ArrayList<ProducerRecord<String, byte[]>>();

        deliveries.mixed(5_000, Bodies.USUAL, usual::add);
        deliveries.mixed(200, Bodies.LARGE, large::add);

        assertThat(usual).allMatch(delivery -> delivery.value().length <= 16 * 1024);
        assertThat(large).anyMatch(delivery -> delivery.value().length > 100 * 1024);
    }

    @Test
    void shouldOpenAnotherMeetingWithEachOpening() {
        var openings = new ArrayList<ProducerRecord<String, byte[]>>();

        deliveries.openings(300, 0, BEGAN, openings::add);
        deliveries.openings(200, 300, BEGAN, openings::add);

        assertThat(openings).extracting(ProducerRecord::key).hasSize(500).doesNotHaveDuplicates();
        assertThat(vendorsOf(openings)).hasSize(Vendors.KNOWN.all().size());
        assertThat(openings).allMatch(delivery -> delivery.value().length <= 16 * 1024);
    }

    @Test
    void shouldTellTheSameMeetingAgainByItsNumber() {
        var openings = deliveries.openings(BEGAN);

        var once = openings.apply(17);
        var again = openings.apply(17);

        assertThat(again.key())
                .isEqualTo(once.key())
                .isNotEqualTo(openings.apply(18).key());
        assertThat(again.value()).isEqualTo(once.value());
        assertThat(again.headers().lastHeader(RawHeaders.DELIVERY_ID).value())
                .isNotEqualTo(once.headers().lastHeader(RawHeaders.DELIVERY_ID).value());
    }

    private static Set<String> vendorsOf(List<ProducerRecord<String, byte[]>> deliveries) {
        return deliveries.stream()
                .map(delivery -> new String(
                        delivery.headers().lastHeader(RawHeaders.VENDOR).value(), UTF_8))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
