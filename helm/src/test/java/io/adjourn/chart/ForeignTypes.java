package io.adjourn.chart;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;

/**
 * Objects of operators that publish no types for Java, as far as the chart writes them: our own reading of KEDA's 2.x and the
 * External Secrets Operator's v1 reference. What stands in none of these fields is refused.
 */
final class ForeignTypes {
    private ForeignTypes() {}

    record ScaledObject(String apiVersion, String kind, ObjectMeta metadata, Scaling spec) {
        record Scaling(
                Scaled scaleTargetRef,
                int minReplicaCount,
                int maxReplicaCount,
                Advanced advanced,
                List<Trigger> triggers) {}

        record Scaled(String apiVersion, String kind, String name) {}

        record Advanced(HpaConfig horizontalPodAutoscalerConfig) {}

        record HpaConfig(io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior behavior) {}

        record Trigger(String type, KafkaTrigger metadata, Reference authenticationRef) {}

        record KafkaTrigger(
                String bootstrapServers,
                String consumerGroup,
                String topic,
                String lagThreshold,
                String offsetResetPolicy,
                String tls,
                String sasl) {}

        record Reference(String name) {}
    }

    record TriggerAuthentication(String apiVersion, String kind, ObjectMeta metadata, Targets spec) {
        record Targets(List<Parameter> secretTargetRef) {}

        record Parameter(String parameter, String name, String key) {}
    }

    record ExternalSecret(String apiVersion, String kind, ObjectMeta metadata, Wanted spec) {
        record Wanted(String refreshInterval, Store secretStoreRef, Made target, List<Datum> data) {}

        record Store(String name, String kind) {}

        record Made(String name, String creationPolicy) {}

        record Datum(String secretKey, Map<String, String> remoteRef) {}
    }
}
