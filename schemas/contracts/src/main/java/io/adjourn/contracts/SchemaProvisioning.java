package io.adjourn.contracts;

import io.adjourn.contracts.Step.CompatibilitySet;
import io.adjourn.contracts.Step.SchemaRegistered;
import io.adjourn.contracts.Step.SchemaUnchanged;
import io.adjourn.contracts.Topic.Avro;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The half of {@link Provisioning} that speaks to the schema registry. */
final class SchemaProvisioning {
    /** Every version must read every other: readers and writers are upgraded in any order. */
    static final String COMPATIBILITY = "FULL_TRANSITIVE";

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final SchemaRegistryClient registry;
    private final Duration timeout;

    SchemaProvisioning(SchemaRegistryClient registry) {
        this(registry, Duration.ofSeconds(20));
    }

    SchemaProvisioning(SchemaRegistryClient registry, Duration timeout) {
        this.registry = registry;
        this.timeout = timeout;
    }

    /** Confluent's client waits a minute for a connection and another for the answer, unchangeably: hence a limit around it. */
    List<Step> apply() {
        // On a virtual thread an interrupt also ends a wait on a socket.
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Step>> steps = executor.submit(this::registerAll);
            try {
                return steps.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                steps.cancel(true);
                throw new ProvisioningException(
                        "the schema registry did not answer within " + timeout.toSeconds()
                                + " s: check that its address is right and that it is up",
                        e);
            } catch (InterruptedException e) {
                steps.cancel(true);
                Thread.currentThread().interrupt();
                throw new ProvisioningException("interrupted while waiting for the schema registry", e);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof ProvisioningException refused
                        ? refused
                        : new ProvisioningException("the schemas cannot be registered: " + e.getCause(), e.getCause());
            }
        }
    }

    private List<Step> registerAll() {
        List<Step> steps = new ArrayList<>();
        for (Topic topic : Topics.ALL) {
            if (topic.value() instanceof Avro(var schema)) {
                register(topic.subject(), new AvroSchema(schema), steps);
            }
        }
        return steps;
    }

    private void register(String subject, AvroSchema schema, List<Step> steps) {
        try {
            if (!isFullyCompatible(subject)) {
                registry.updateCompatibility(subject, COMPATIBILITY);
                steps.add(new CompatibilitySet(subject, COMPATIBILITY));
            }
            OptionalInt id = idOf(subject, schema);
            steps.add(
                    id.isPresent()
                            ? new SchemaUnchanged(subject, id.getAsInt())
                            : new SchemaRegistered(subject, registry.register(subject, schema)));
        } catch (RestClientException e) {
            throw refused(subject, e);
        } catch (IOException e) {
            throw new ProvisioningException(
                    "the schema registry cannot be reached (" + e
                            + "): check that its address is right and that it is up",
                    e);
        }
    }

    private boolean isFullyCompatible(String subject) throws IOException, RestClientException {
        try {
            return COMPATIBILITY.equals(registry.getCompatibility(subject));
        } catch (RestClientException e) {
            // Registries answer so while a subject has no rule of its own.
            if (e.getStatus() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private OptionalInt idOf(String subject, AvroSchema schema) throws IOException, RestClientException {
        try {
            return OptionalInt.of(registry.getId(subject, schema));
        } catch (RestClientException e) {
            if (e.getStatus() == NOT_FOUND) {
                return OptionalInt.empty();
            }
            throw e;
        }
    }

    private static ProvisioningException refused(String subject, RestClientException e) {
        String reason = switch (e.getStatus()) {
            case CONFLICT -> "subject " + subject + " holds a version that this schema is not compatible with";
            case NOT_FOUND -> "the schema registry's address is not the base of a Confluent API";
            default -> "the schema registry refuses subject " + subject;
        };
        return new ProvisioningException(reason + "; it answers " + e.getStatus() + ": " + e.getMessage(), e);
    }
}
