package io.adjourn.inspector.ingest;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.contracts.Installation;
import io.adjourn.contracts.SchemaRegistry;
import io.adjourn.contracts.WireFormat;
import io.adjourn.inspector.InspectorSettings;
import io.adjourn.inspector.index.IndexStore;
import io.adjourn.inspector.index.IndexedMeetings;
import io.adjourn.inspector.index.Indexer;
import io.adjourn.inspector.view.Meetings;
import io.adjourn.inspector.view.Standing;
import io.adjourn.vendors.Vendors;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Puts index and indexing together, starts them and stops them. */
@Factory
@Requires(property = "adjourn.inspector-index", notEquals = "false")
final class Inspection {
    private final IndexStore store;
    private final Indexer indexer;
    private final KafkaBodies bodies;
    private final IndexedMeetings meetings;
    private final IngestProgress progress = new IngestProgress();
    private final Ingestion ingestion;

    Inspection(
            InspectorSettings settings,
            ConsumerSettings kafka,
            Installation installation,
            SchemaRegistry registry,
            MeterRegistry meters) {
        this.store = IndexStore.open(settings.indexDir(), settings.forgetWithin());
        this.indexer = new Indexer(store);
        this.bodies = new KafkaBodies(kafka, installation.topics().raw());
        this.meetings = new IndexedMeetings(
                store,
                indexer,
                installation.topics(),
                bodies,
                this::standing,
                InstantSource.system(),
                settings.gatewayUrl());
        var metrics = new IndexMetrics(meters);
        metrics.gauge("adjourn.inspector.behind", "Records of the topics still to be indexed", progress::behind);
        metrics.gauge("adjourn.inspector.meetings", "Meetings in the index", indexer::meetings);
        metrics.gauge(
                "adjourn.inspector.stopped",
                "1 while nothing is indexed because of a problem, which the log and the page tell",
                () -> progress.problem() == null ? 0 : 1);
        metrics.gauge("adjourn.inspector.rebuilds", "How often the index was thrown away", store::rebuilds);
        this.ingestion = new Ingestion(
                settings,
                kafka,
                installation.topics(),
                new ChangeReader(
                        installation.topics(), WireFormat.reader(client(registry)), new DeliveryReader(Vendors.KNOWN)),
                store,
                indexer,
                progress,
                metrics,
                meetings::changed);
    }

    private static SchemaRegistryClient client(SchemaRegistry registry) {
        try {
            return registry.client();
        } catch (IllegalArgumentException e) {
            throw new BadConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    @PostConstruct
    void start() {
        ingestion.start();
    }

    @Bean
    @Singleton
    Meetings meetings() {
        return meetings;
    }

    @Bean
    @Singleton
    Ingestion ingestion() {
        return ingestion;
    }

    @Bean
    @Singleton
    IngestProgress progress() {
        return progress;
    }

    private Standing standing() {
        return new Standing(
                progress.isCaughtUp(),
                progress.behind(),
                indexer.events(),
                indexer.meetings(),
                store.bytes(),
                progress.indexedTo(),
                progress.problem(),
                progress.notes());
    }

    @PreDestroy
    void stop() {
        ingestion.close();
        bodies.close();
        store.close();
    }
}
