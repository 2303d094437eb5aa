package io.adjourn.contracts;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * Puts the catalogue in place: topics in Kafka, schemas in the registry. The only thing in Adjourn that creates either.
 *
 * <p>Idempotent: what is as it should be is left alone, so a run that failed half-way is simply run again. Nothing is ever
 * deleted, and no partition is ever added.
 */
public final class Provisioning {

    /**
     * How topics are created.
     *
     * @param partitions how many each gets; for the raw topic fixed for life
     * @param replication how many copies each gets; from 3 on, two of them must have a record before it is acknowledged
     */
    public record Layout(int partitions, int replication) {
        public Layout {
            if (partitions < 1 || replication < 1 || replication > Short.MAX_VALUE) {
                throw new IllegalArgumentException("a topic needs at least one partition and one replica, not "
                        + partitions + " and " + replication);
            }
        }
    }

    /**
     * What a run found and did.
     *
     * @param steps what became of each topic and schema, in the order of the catalogue
     * @param warnings what endangers the promise that nothing accepted is lost, one line each; empty where nothing does
     */
    public record Report(List<Step> steps, List<String> warnings) {
        public Report {
            steps = List.copyOf(steps);
            warnings = List.copyOf(warnings);
        }

        /** Whether anything had to be done. */
        public boolean changed() {
            return steps.stream().anyMatch(Step::changed);
        }
    }

    private Provisioning() {}

    /**
     * Creates missing topics, brings the settings of the others to the catalogue's, demands full compatibility with every
     * version under each subject, and registers each schema.
     *
     * @throws ProvisioningException if the raw topic has another number of partitions than the layout (nothing is changed
     *     then), if the registry calls a schema incompatible, or if Kafka or the registry refuses or does not answer
     *     within 20 seconds
     */
    public static Report apply(Admin kafka, SchemaRegistryClient registry, Layout layout) {
        return run(kafka, registry, layout, false);
    }

    /**
     * What {@link #apply} would do, and changes nothing. Of a schema it asks the registry whether it would be compatible.
     *
     * @throws ProvisioningException as {@link #apply} would
     */
    public static Report plan(Admin kafka, SchemaRegistryClient registry, Layout layout) {
        return run(kafka, registry, layout, true);
    }

    private static Report run(Admin kafka, SchemaRegistryClient registry, Layout layout, boolean onlyPlan) {
        TopicProvisioning.Outcome topics = new TopicProvisioning(kafka, layout, onlyPlan).apply();
        List<Step> schemas = new SchemaProvisioning(registry, onlyPlan).apply();
        return new Report(
                Stream.concat(topics.steps().stream(), schemas.stream()).toList(), topics.warnings());
    }
}
