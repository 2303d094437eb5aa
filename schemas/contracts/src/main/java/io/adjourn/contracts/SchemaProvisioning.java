package io.adjourn.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.adjourn.contracts.ProvisioningStep.CompatibilitySet;
import io.adjourn.contracts.ProvisioningStep.SchemaRegistered;
import io.adjourn.contracts.ProvisioningStep.SchemaUnchanged;
import io.adjourn.contracts.Topic.Avro;
import io.adjourn.contracts.WireFormat.CredentialsRefusedException;
import io.adjourn.contracts.WireFormat.NotARegistryException;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaMetadata;
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
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The half of {@link Provisioning} that speaks to the schema registry. */
final class SchemaProvisioning {
    /** Every version must read every other: readers and writers are upgraded in any order. */
    static final String COMPATIBILITY = "FULL_TRANSITIVE";

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final SchemaRegistryClient registry;
    private final InstalledTopics topics;
    private final boolean onlyPlan;
    private final Duration timeout;
    private final List<ProvisioningStep> steps = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();

    /** @param onlyPlan whether nothing is to be changed */
    SchemaProvisioning(SchemaRegistryClient registry, InstalledTopics topics, boolean onlyPlan) {
        this(registry, topics, onlyPlan, Duration.ofSeconds(20));
    }

    SchemaProvisioning(SchemaRegistryClient registry, InstalledTopics topics, boolean onlyPlan, Duration timeout) {
        this.registry = registry;
        this.topics = topics;
        this.onlyPlan = onlyPlan;
        this.timeout = timeout;
    }

    /** What became of each schema, and what somebody else has registered after them, one line each. */
    record Outcome(List<ProvisioningStep> steps, List<String> differences) {}

    /**
     * Compares and registers all schemas, each request limited by itself: a registry that is slow, but answers, gets the time it
     * needs.
     */
    Outcome apply() {
        for (Topic topic : topics.all()) {
            if (topic.value() instanceof Avro(var schema)) {
                provide(topic.subject(), schema);
            }
        }
        return new Outcome(steps, differences);
    }

    private void provide(String subject, Schema current) {
        try {
            String before = compatibility(subject);
            if (!COMPATIBILITY.equals(before)) {
                if (!onlyPlan) {
                    answer(() -> registry.updateCompatibility(subject, COMPATIBILITY));
                }
                steps.add(new CompatibilitySet(subject, before, COMPATIBILITY));
            }
            register(subject, current);
        } catch (RestClientException e) {
            throw refused(subject, e);
        } catch (JsonProcessingException e) {
            throw ProvisioningException.refused(NotARegistryException.explained(e), e);
        } catch (IOException e) {
            throw ProvisioningException.away(
                    "the schema registry cannot be reached (" + Causes.text(e)
                            + "): check that its URL is right and that it is up",
                    e);
        }
    }

    /**
     * With what earlier releases wrote before it, so that a subject has each released version, by its text. Only before it: what is
     * registered last is what registries call the latest.
     */
    private void register(String subject, Schema current) throws IOException, RestClientException {
        OptionalInt id = idOf(subject, new AvroSchema(current));
        if (id.isPresent()) {
            steps.add(new SchemaUnchanged(subject, id.getAsInt()));
            compareLatest(subject, id.getAsInt());
            return;
        }
        List<Schema> released = SchemaFiles.released(current.getName());
        for (int i = 0; i < released.size(); i++) {
            var version = new AvroSchema(released.get(i));
            if (idOf(subject, version).isEmpty()) {
                steps.add(new SchemaRegistered(subject, "version " + (i + 1), registered(subject, version)));
            }
        }
        if (!SchemaFiles.isReleased(current)) {
            steps.add(new SchemaRegistered(subject, "unreleased", registered(subject, new AvroSchema(current))));
        }
    }

    private void compareLatest(String subject, int id) throws IOException, RestClientException {
        SchemaMetadata latest = answer(() -> registry.getLatestSchemaMetadata(subject));
        if (latest.getId() != id) {
            differences.add("subject " + subject + ": its latest version is " + latest.getVersion() + ", id "
                    + latest.getId() + ", which is not this release's schema, id " + id);
        }
    }

    /** The new version's id; null where it is only planned. */
    private @Nullable Integer registered(String subject, AvroSchema schema) throws IOException, RestClientException {
        if (!onlyPlan) {
            return answer(() -> registry.register(subject, schema));
        }
        if (!wouldBeCompatible(subject, schema)) {
            throw ProvisioningException.different(incompatible(subject), null);
        }
        return null;
    }

    private boolean wouldBeCompatible(String subject, AvroSchema schema) throws IOException, RestClientException {
        try {
            return answer(() -> registry.testCompatibility(subject, schema));
        } catch (RestClientException e) {
            // So they answer while a subject has no version.
            if (e.getStatus() == NOT_FOUND) {
                return true;
            }
            throw e;
        }
    }

    /** The subject's own rule; null without one. */
    private @Nullable String compatibility(String subject) throws IOException, RestClientException {
        try {
            return answer(() -> registry.getCompatibility(subject));
        } catch (RestClientException e) {
            // Registries answer so while a subject has no rule of its own.
            if (e.getStatus() == NOT_FOUND) {
                return null;
            }
            throw e;
        }
    }

    private OptionalInt idOf(String subject, AvroSchema schema) throws IOException, RestClientException {
        try {
            return OptionalInt.of(answer(() -> registry.getId(subject, schema)));
        } catch (RestClientException e) {
            if (e.getStatus() == NOT_FOUND) {
                return OptionalInt.empty();
            }
            throw e;
        }
    }

    /** A request to the registry. */
    private interface Request<T> {
        T send() throws IOException, RestClientException;
    }

    /** Confluent's client waits a minute for a connection and another for the answer, unchangeably: hence a limit around it. */
    private <T> T answer(Request<T> request) throws IOException, RestClientException {
        // On a virtual thread an interrupt also ends a wait on a socket.
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<T> answer = executor.submit(request::send);
            try {
                return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                answer.cancel(true);
                throw ProvisioningException.away(
                        "the schema registry did not answer within " + timeout.toSeconds()
                                + " s: check that its URL is right and that it is up",
                        e);
            } catch (InterruptedException e) {
                answer.cancel(true);
                Thread.currentThread().interrupt();
                throw ProvisioningException.away("interrupted while waiting for the schema registry", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException unreachable) {
                    throw unreachable;
                }
                if (e.getCause() instanceof RestClientException refused) {
                    throw refused;
                }
                throw ProvisioningException.refused(
                        "the schemas cannot be registered: " + Causes.text(e), e.getCause());
            }
        }
    }

    private static String incompatible(String subject) {
        return "subject " + subject + " has a version that this schema is not compatible with";
    }

    private static ProvisioningException refused(String subject, RestClientException e) {
        int status = e.getStatus();
        if (NotARegistryException.isMeantBy(e)) {
            return ProvisioningException.refused(NotARegistryException.explained(e), e);
        }
        if (status == 401 || status == 403) {
            return ProvisioningException.refused(CredentialsRefusedException.explained(e), e);
        }
        String reason = switch (status) {
            case CONFLICT -> incompatible(subject);
            case NOT_FOUND -> "the schema registry's URL is not the base URL of a Confluent-compatible API";
            default -> "the schema registry rejects subject " + subject;
        };
        String line = reason + "; it answers " + status + ": " + e.getMessage();
        if (status == CONFLICT) {
            return ProvisioningException.different(line, e);
        }
        return status < 500 ? ProvisioningException.refused(line, e) : ProvisioningException.away(line, e);
    }
}
