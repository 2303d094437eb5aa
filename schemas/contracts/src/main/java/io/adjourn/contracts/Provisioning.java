package io.adjourn.contracts;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;

/**
 * Puts the catalogue in place: topics in Kafka, schemas in the registry, and whose they are. The only thing in Adjourn that creates
 * any of it.
 *
 * <p>Idempotent: what is as it should be is left alone, so a run that failed half-way is simply run again. Nothing is ever
 * deleted, no partition is ever added, and no setting is lowered or shortened unless the layout says so.
 */
public final class Provisioning {

    /**
     * How topics are created.
     *
     * @param partitions how many each gets; for the raw topic fixed for life
     * @param replication how many copies each gets; from 3 on, two of them must have a record before it is acknowledged
     * @param configuration what the operator asks for, by a topic's short name and Kafka's name of the setting; an empty value leaves
     *     the setting to the broker
     * @param takeOver whether topics are taken from the installation that has claimed them; else they are refused
     * @param shorten whether existing topics get what keeps less, or for a shorter time: of what is asked for, and of the catalogue how
     *     soon Kafka deletes and compacts
     */
    public record Layout(
            int partitions,
            int replication,
            Map<String, Map<String, String>> configuration,
            boolean takeOver,
            boolean shorten) {
        public Layout {
            if (partitions < 1 || replication < 1 || replication > Short.MAX_VALUE) {
                throw new IllegalArgumentException("a topic needs at least one partition and one replica, not "
                        + partitions + " and " + replication);
            }
            configuration = Map.copyOf(configuration);
        }

        /** With the catalogue's settings alone. */
        public Layout(int partitions, int replication) {
            this(partitions, replication, Map.of(), false, false);
        }

        Map<String, String> configurationOf(Topic topic) {
            return configuration.getOrDefault(topic.shortName(), Map.of());
        }
    }

    /**
     * What a run found and did.
     *
     * @param steps what became of each topic and schema, in the order of the catalogue
     * @param differences what somebody else has made otherwise than the catalogue, and stays, one line each
     * @param warnings what endangers the promise that nothing accepted is lost, one line each; empty where nothing does
     */
    public record Report(List<ProvisioningStep> steps, List<String> differences, List<String> warnings) {
        public Report {
            steps = List.copyOf(steps);
            differences = List.copyOf(differences);
            warnings = List.copyOf(warnings);
        }

        /** Whether anything had to be done. */
        public boolean changed() {
            return steps.stream().anyMatch(ProvisioningStep::changed);
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Provisioning() {}

    /**
     * Claims the topics for the installation, creates missing ones, raises settings of the others that are below what is needed,
     * demands full compatibility with every version under each subject, and registers each schema, with its earlier released
     * versions before it.
     *
     * @throws ProvisioningException if a topic is another installation's or the raw topic has another number of partitions than the
     *     layout (nothing is changed then), if the registry calls a schema incompatible, or if Kafka or the registry refuses or
     *     does not answer within 20 seconds
     */
    public static Report apply(Cluster cluster, Layout layout) {
        return run(cluster, layout, false);
    }

    /**
     * What {@link #apply} would do, and changes nothing. Of a schema it asks the registry whether it would be compatible.
     *
     * @throws ProvisioningException as {@link #apply} would
     */
    public static Report plan(Cluster cluster, Layout layout) {
        return run(cluster, layout, true);
    }

    /**
     * How topics, owners and schemas differ from this build and the layout, one line each; empty where they do not. Changes nothing.
     * Unlike {@link #plan}, it names what {@link #apply} would leave alone or refuse as well.
     *
     * @throws ProvisioningException if something cannot be compared, because Kafka or the registry refuses or does not answer
     */
    public static List<String> check(Cluster cluster, Layout layout) {
        Installation installation = cluster.installation();
        try (Admin kafka = cluster.admin()) {
            var owners = new OwnersTopic(cluster.clientWith(Map.of()), installation, PATIENCE);
            return check(kafka, cluster.registry().client(), installation, owners, layout);
        }
    }

    static List<String> check(
            Admin kafka, SchemaRegistryClient registry, Installation installation, Owners owners, Layout layout) {
        List<String> differences = new ArrayList<>();
        compare(differences, () -> {
            var topics = new TopicProvisioning(kafka, installation, owners, layout, true).apply();
            return Stream.concat(differencesIn(topics.steps()), topics.differences().stream());
        });
        compare(differences, () -> {
            var schemas = new SchemaProvisioning(registry, installation.topics(), true).apply();
            return Stream.concat(differencesIn(schemas.steps()), schemas.differences().stream());
        });
        return List.copyOf(differences);
    }

    private static void compare(List<String> differences, Supplier<Stream<String>> comparison) {
        try {
            comparison.get().forEach(differences::add);
        } catch (ProvisioningException e) {
            if (!e.isDifference()) {
                throw e;
            }
            differences.add(String.valueOf(e.getMessage()));
        }
    }

    private static Stream<String> differencesIn(List<ProvisioningStep> steps) {
        return steps.stream().filter(ProvisioningStep::changed).map(ProvisioningStep::difference);
    }

    /** The records whose schema no release has: a registry that others read should not get it. */
    public static List<String> unreleased() {
        return Topics.ALL.stream()
                .map(Topic::value)
                .filter(Topic.Avro.class::isInstance)
                .map(value -> ((Topic.Avro) value).schema())
                .filter(schema -> !SchemaFiles.isReleased(schema))
                .map(Schema::getName)
                .toList();
    }

    private static Report run(Cluster cluster, Layout layout, boolean onlyPlan) {
        Installation installation = cluster.installation();
        try (Admin kafka = cluster.admin()) {
            var owners = new OwnersTopic(cluster.clientWith(Map.of()), installation, PATIENCE);
            return run(kafka, cluster.registry().client(), installation, owners, layout, onlyPlan);
        }
    }

    static Report run(
            Admin kafka,
            SchemaRegistryClient registry,
            Installation installation,
            Owners owners,
            Layout layout,
            boolean onlyPlan) {
        TopicProvisioning.Outcome topics = new TopicProvisioning(kafka, installation, owners, layout, onlyPlan).apply();
        SchemaProvisioning.Outcome schemas = new SchemaProvisioning(registry, installation.topics(), onlyPlan).apply();
        return new Report(
                Stream.concat(topics.steps().stream(), schemas.steps().stream()).toList(),
                Stream.concat(topics.differences().stream(), schemas.differences().stream())
                        .toList(),
                topics.warnings());
    }
}
