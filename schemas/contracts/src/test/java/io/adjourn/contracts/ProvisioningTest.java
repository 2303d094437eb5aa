package io.adjourn.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Index.atIndex;

import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.contracts.Provisioning.Report;
import io.adjourn.contracts.ProvisioningStep.CompatibilitySet;
import io.adjourn.contracts.ProvisioningStep.SchemaRegistered;
import io.adjourn.contracts.ProvisioningStep.SchemaUnchanged;
import io.adjourn.contracts.ProvisioningStep.Setting;
import io.adjourn.contracts.ProvisioningStep.TopicAltered;
import io.adjourn.contracts.ProvisioningStep.TopicCreated;
import io.adjourn.contracts.ProvisioningStep.TopicUnchanged;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.MockAdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProvisioningTest {
    private static final Layout THREE_COPIES = new Layout(12, 3);

    private final MockAdminClient kafka = MockAdminClient.create().numBrokers(3).build();
    private final FakeOwners owners = new FakeOwners();
    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();

    @AfterEach
    void close() {
        kafka.close(Duration.ZERO);
    }

    @Test
    void shouldCreateEveryTopicWithItsSettingsWhenThereIsNone() throws Exception {
        Report report = apply(registry, THREE_COPIES);

        assertThat(report.steps())
                .filteredOn(TopicCreated.class::isInstance)
                .containsExactlyElementsOf(Stream.of(
                                Stream.of(new TopicCreated("meetings.owners.v1", 1, 3)),
                                Topics.ALL.stream().map(topic -> new TopicCreated(topic.name(), 12, 3)),
                                Stream.of(new TopicCreated("meetings.reconciler.v1", 1, 3)))
                        .flatMap(created -> created)
                        .toList());
        assertThat(report.warnings()).isEmpty();
        for (Topic topic : Topics.ALL) {
            assertThat(settings(topic))
                    .containsAllEntriesOf(topic.configuration())
                    .containsEntry("min.insync.replicas", "2");
            assertThat(description(topic).partitions())
                    .hasSize(12)
                    .allSatisfy(partition -> assertThat(partition.replicas()).hasSize(3));
        }
    }

    @Test
    void shouldDemandCompatibilityAndThenRegisterEachReleasedVersionAndAtLastTheCurrent() throws Exception {
        Report report = apply(registry, THREE_COPIES);

        for (Topic topic : Topics.ALL) {
            if (topic.value() instanceof Topic.Avro(var current)) {
                List<Schema> versions = new ArrayList<>(SchemaFiles.released(current.getName()));
                if (!SchemaFiles.isReleased(current)) {
                    versions.add(current);
                }
                assertThat(report.steps())
                        .filteredOn(step -> step.toString().startsWith("subject " + topic.subject() + ":"))
                        .hasSize(1 + versions.size())
                        .satisfies(first -> assertThat(first).isInstanceOf(CompatibilitySet.class), atIndex(0))
                        .last()
                        .isInstanceOf(SchemaRegistered.class);
                assertThat(registry.getCompatibility(topic.subject())).isEqualTo("FULL_TRANSITIVE");
                assertThat(registered(topic.subject()))
                        .containsExactlyElementsOf(
                                versions.stream().map(Schema::toString).toList());
            }
        }
        assertThat(registry.getAllSubjects()).doesNotContain(Topics.RAW.subject());
    }

    @Test
    void shouldRegisterNoOlderVersionAfterTheCurrent() throws Exception {
        String subject = Topics.CALENDAR.subject();
        registry.register(subject, new AvroSchema(SchemaFiles.current("CalendarChange")));

        Report report = apply(registry, THREE_COPIES);

        assertThat(report.steps())
                .filteredOn(step -> step.toString().startsWith("subject " + subject))
                .hasExactlyElementsOfTypes(CompatibilitySet.class, SchemaUnchanged.class);
        assertThat(registered(subject)).hasSize(1);
    }

    @Test
    void shouldNameNoDifferenceOnceAllIsInPlace() {
        apply(registry, THREE_COPIES);

        assertThat(check(THREE_COPIES)).isEmpty();
    }

    @Test
    void shouldNameEachDifferenceAndChangeNothing() throws Exception {
        create(Topics.RAW, 6, 3, Map.of());
        registry.updateCompatibility(Topics.CALENDAR.subject(), "BACKWARD");

        List<String> differences = check(THREE_COPIES);

        assertThat(differences)
                .anyMatch(line -> line.startsWith("topic meetings.raw.v1 has 6 partitions, not the 12 requested"))
                .contains("subject meetings.calendar.v1-value: compatibility is BACKWARD, not FULL_TRANSITIVE")
                .contains("subject meetings.calendar.v1-value: the schema is missing, version 1");
        assertThat(kafka.listTopics().names().get()).containsExactly("meetings.raw.v1");
        assertThatThrownBy(() -> registered(Topics.CALENDAR.subject())).hasMessageContaining("Subject Not Found");
    }

    @Test
    void shouldNameWhatSomebodyElseHasRegisteredLast() throws Exception {
        apply(registry, THREE_COPIES);
        String subject = Topics.CALENDAR.subject();
        registry.register(
                subject,
                new AvroSchema(SchemaFiles.current("CalendarChange").toString().replace("never joined", "not joined")));

        assertThat(check(THREE_COPIES))
                .singleElement()
                .asString()
                .startsWith("subject meetings.calendar.v1-value: its latest version is ")
                .contains("not this release's schema");
    }

    @Test
    void shouldChangeNothingWhenRunAgain() {
        apply(registry, THREE_COPIES);

        Report again = apply(registry, THREE_COPIES);

        assertThat(again.changed()).isFalse();
        assertThat(again.steps())
                .hasSize(16)
                .allSatisfy(step -> assertThat(step).isInstanceOfAny(TopicUnchanged.class, SchemaUnchanged.class));
    }

    @Test
    void shouldRaiseOnlyWhatIsBelowTheNeedAndShowWhatTheOperatorHasSet() throws Exception {
        Map<String, String> others = new HashMap<>(Topics.RAW.configuration());
        others.put("max.message.bytes", "1000000");
        others.put("retention.ms", "1000");
        others.put("compression.type", "zstd");
        others.put("min.insync.replicas", "2");
        create(Topics.RAW, 12, 3, others);

        Report report = apply(registry, THREE_COPIES);

        assertThat(report.steps())
                .filteredOn(TopicAltered.class::isInstance)
                .containsExactly(new TopicAltered(
                        "meetings.raw.v1", List.of(new Setting("max.message.bytes", "1000000", "17825792"))))
                .first()
                .hasToString("topic meetings.raw.v1: altered, max.message.bytes from 1000000 to 17825792");
        assertThat(report.differences())
                .containsExactly("topic meetings.raw.v1 keeps retention.ms 1000; the catalogue has 1209600000");
        assertThat(settings(Topics.RAW))
                .containsEntry("retention.ms", "1000")
                .containsEntry("compression.type", "zstd");
    }

    @Test
    void shouldRefuseAndChangeNothingWhenTheRawTopicHasAnotherNumberOfPartitions() throws Exception {
        create(Topics.RAW, 6, 3, Map.of());

        assertThatThrownBy(() -> apply(registry, THREE_COPIES))
                .isInstanceOf(ProvisioningException.class)
                .hasMessageContainingAll("meetings.raw.v1", "has 6 partitions", "the 12 requested", "key");

        assertThat(kafka.listTopics().names().get()).containsExactly("meetings.raw.v1");
        assertThat(settings(Topics.RAW)).doesNotContainEntry("message.timestamp.type", "LogAppendTime");
    }

    @Test
    void shouldChangeNothingWhenItOnlyPlansAndSayWhatWouldBeDone() throws Exception {
        Report plan = plan(THREE_COPIES);
        assertThat(kafka.listTopics().names().get()).isEmpty();

        Report done = apply(registry, THREE_COPIES);
        assertThat(plan.steps()).hasSameSizeAs(done.steps()).allMatch(ProvisioningStep::changed);
        assertThat(plan.steps())
                .filteredOn(step -> !(step instanceof SchemaRegistered))
                .isEqualTo(done.steps().stream()
                        .filter(step -> !(step instanceof SchemaRegistered))
                        .toList());
        assertThat(plan(THREE_COPIES).changed()).isFalse();
    }

    @Test
    void shouldLeavePartitionsAloneAndSaySoWhenAnotherTopicHasAnotherNumber() throws Exception {
        create(Topics.LIFECYCLE, 6, 3, Map.of("min.insync.replicas", "2"));

        Report report = apply(registry, THREE_COPIES);

        assertThat(report.differences())
                .filteredOn(line -> line.contains("partitions"))
                .singleElement()
                .asString()
                .contains("meetings.lifecycle.v1 has 6 partitions, not the 12 requested");
        assertThat(description(Topics.LIFECYCLE).partitions()).hasSize(6);
    }

    @Test
    void shouldWarnWhenLosingOneBrokerCanLoseRecords() throws Exception {
        create(Topics.RAW, 12, 3, Map.of("min.insync.replicas", "1"));
        create(Topics.LIFECYCLE, 12, 2, Map.of("min.insync.replicas", "2"));

        Report report = apply(registry, THREE_COPIES);

        assertThat(report.warnings())
                .satisfiesExactly(
                        warning -> assertThat(warning).contains("meetings.raw.v1 has min.insync.replicas 1, below 2"),
                        warning -> assertThat(warning).contains("meetings.lifecycle.v1 has replication 2, below 3"));
    }

    @Test
    void shouldWarnOfEveryTopicWhenOneCopyIsAskedFor() {
        Report report = apply(registry, new Layout(3, 1));

        assertThat(report.warnings())
                .hasSize(2 + Topics.ALL.size())
                .allSatisfy(warning -> assertThat(warning).contains("has replication 1, below 3"));
    }

    @Test
    void shouldNameSubjectAndReasonWhenTheRegistryCallsASchemaIncompatible() {
        SchemaRegistryClient refusing = new MockSchemaRegistryClient() {
            @Override
            public int register(String subject, ParsedSchema schema) throws RestClientException {
                throw new RestClientException("reader type: STRING not compatible with writer type: INT", 409, 409);
            }
        };

        assertThatThrownBy(() -> apply(refusing, THREE_COPIES))
                .isInstanceOf(ProvisioningException.class)
                .hasMessageContainingAll(
                        "meetings.lifecycle.v1-value", "not compatible", "reader type: STRING not compatible");
    }

    @Test
    void shouldSayWhatToCheckWhenTheRegistryCannotBeReached() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        SchemaRegistryClient nobody = new CachedSchemaRegistryClient("http://localhost:" + port, 10);

        assertThatThrownBy(() -> new SchemaProvisioning(nobody, InstalledTopics.DEFAULT, false).apply())
                .isInstanceOf(ProvisioningException.class)
                .hasMessageContainingAll("the schema registry cannot be reached", "Connection refused");
    }

    @Test
    void shouldGiveUpInTimeWhenTheRegistryAcceptsAndNeverAnswers() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            SchemaRegistryClient registryOnIt =
                    new CachedSchemaRegistryClient("http://localhost:" + mute.getLocalPort(), 10);
            long start = System.nanoTime();

            assertThatThrownBy(() -> new SchemaProvisioning(
                                    registryOnIt, InstalledTopics.DEFAULT, false, Duration.ofSeconds(1))
                            .apply())
                    .isInstanceOf(ProvisioningException.class)
                    .hasMessageContaining("the schema registry did not answer within 1 s");

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void shouldWaitForARegistryThatIsSlowAtAllRequestsTogetherAndAnswersEach() {
        var limit = Duration.ofSeconds(1);
        Duration each = limit.dividedBy(Topics.ALL.size());
        SchemaRegistryClient slow = new MockSchemaRegistryClient() {
            @Override
            public String updateCompatibility(String subject, String compatibility)
                    throws IOException, RestClientException {
                LockSupport.parkNanos(2 * each.toNanos());
                return super.updateCompatibility(subject, compatibility);
            }
        };

        var outcome = new SchemaProvisioning(slow, InstalledTopics.DEFAULT, false, limit).apply();

        assertThat(outcome.steps()).hasAtLeastOneElementOfType(ProvisioningStep.SchemaRegistered.class);
    }

    @Test
    void shouldSayWhatToCheckWhenKafkaDoesNotAnswer() {
        kafka.timeoutNextRequest(1);

        assertThatThrownBy(() -> apply(registry, THREE_COPIES))
                .isInstanceOf(ProvisioningException.class)
                .hasMessageContainingAll("Kafka did not answer", "bootstrap servers");
    }

    @Test
    void shouldRefuseALayoutWithoutPartitionsOrCopies() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Layout(0, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> new Layout(12, 0));
    }

    private Report apply(SchemaRegistryClient registry, Layout layout) {
        return Provisioning.run(kafka, registry, Installation.DEFAULT, owners, layout, false);
    }

    private List<String> check(Layout layout) {
        return Provisioning.check(kafka, registry, Installation.DEFAULT, owners, layout);
    }

    /** The texts of a subject's versions, in their order. */
    private List<String> registered(String subject) throws Exception {
        List<String> texts = new ArrayList<>();
        for (int version : registry.getAllVersions(subject)) {
            texts.add(registry.getSchemaMetadata(subject, version).getSchema());
        }
        return texts;
    }

    private Report plan(Layout layout) {
        return Provisioning.run(kafka, registry, Installation.DEFAULT, owners, layout, true);
    }

    /** With nobody else. */
    private static final class FakeOwners implements Owners {
        private boolean isClaimed;

        @Override
        public void refuseForeign() {}

        @Override
        public List<String> unclaimed() {
            return isClaimed ? List.of() : Ownership.thingsOf(Installation.DEFAULT);
        }

        @Override
        public List<String> claim(boolean takeOver) {
            List<String> claimed = unclaimed();
            isClaimed = true;
            return claimed;
        }
    }

    private void create(Topic topic, int partitions, int replication, Map<String, String> settings) throws Exception {
        kafka.createTopics(List.of(new NewTopic(topic.name(), partitions, (short) replication).configs(settings)))
                .all()
                .get();
    }

    private TopicDescription description(Topic topic) throws ExecutionException, InterruptedException {
        return single(
                kafka.describeTopics(List.of(topic.name())).allTopicNames().get());
    }

    private Map<String, String> settings(Topic topic) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        Config config = single(kafka.describeConfigs(List.of(resource)).all().get());
        Map<String, String> settings = new HashMap<>();
        config.entries().forEach(entry -> settings.put(entry.name(), entry.value()));
        return settings;
    }

    private static <V> V single(Map<?, V> map) {
        assertThat(map).hasSize(1);
        return map.values().iterator().next();
    }
}
