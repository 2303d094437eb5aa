package io.adjourn.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendTLSPolicy;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.strimzi.api.kafka.model.connector.KafkaConnector;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every kind of object the chart makes, as the type that those publish who read it. KEDA and the External Secrets Operator
 * publish none for Java: theirs are {@link ForeignTypes}, written after their reference pages.
 */
final class ObjectTypes {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Map<String, Class<?>> TYPES = Map.ofEntries(
            Map.entry("v1 ConfigMap", ConfigMap.class),
            Map.entry("v1 Pod", Pod.class),
            Map.entry("v1 Service", Service.class),
            Map.entry("v1 ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1 Deployment", Deployment.class),
            Map.entry("apps/v1 StatefulSet", StatefulSet.class),
            Map.entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("batch/v1 CronJob", CronJob.class),
            Map.entry("batch/v1 Job", Job.class),
            Map.entry("networking.k8s.io/v1 Ingress", Ingress.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("gateway.networking.k8s.io/v1 BackendTLSPolicy", BackendTLSPolicy.class),
            Map.entry("gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class),
            Map.entry("monitoring.coreos.com/v1 PodMonitor", PodMonitor.class),
            Map.entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class),
            Map.entry("monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class),
            Map.entry("kafka.strimzi.io/v1 KafkaConnector", KafkaConnector.class),
            Map.entry("kafka.strimzi.io/v1 KafkaTopic", KafkaTopic.class),
            Map.entry("kafka.strimzi.io/v1 KafkaUser", KafkaUser.class),
            Map.entry("keda.sh/v1alpha1 ScaledObject", ForeignTypes.ScaledObject.class),
            Map.entry("keda.sh/v1alpha1 TriggerAuthentication", ForeignTypes.TriggerAuthentication.class),
            Map.entry("external-secrets.io/v1 ExternalSecret", ForeignTypes.ExternalSecret.class));

    private ObjectTypes() {}

    /** What is wrong about the object: a kind nobody knows, a field its kind has not. Enumerations are not looked at. */
    static List<String> complaints(JsonNode object) {
        String kind =
                object.path("apiVersion").asText() + " " + object.path("kind").asText();
        Class<?> type = TYPES.get(kind);
        if (type == null) {
            return List.of("nobody knows a " + kind);
        }
        Object typed;
        try {
            typed = MAPPER.convertValue(object, type);
        } catch (IllegalArgumentException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
        var complaints = new ArrayList<String>();
        look(typed, kind, complaints, Collections.newSetFromMap(new IdentityHashMap<>()));
        return complaints;
    }

    /** These types keep what they do not know instead of refusing it: it is looked for in the whole tree. */
    private static void look(@Nullable Object value, String where, List<String> complaints, Set<Object> seen) {
        switch (value) {
            case null -> {}
            case Enum<?> _ -> {}
            case Map<?, ?> map -> map.forEach((key, item) -> look(item, where + "." + key, complaints, seen));
            case Collection<?> items -> items.forEach(item -> look(item, where, complaints, seen));
            default -> {
                String module = value.getClass().getName();
                if ((module.startsWith("io.fabric8.") || module.startsWith("io.strimzi.")) && seen.add(value)) {
                    fields(value.getClass()).forEach(field -> look(field, value, where, complaints, seen));
                }
            }
        }
    }

    private static void look(Field field, Object of, String where, List<String> complaints, Set<Object> seen) {
        try {
            field.setAccessible(true);
            Object value = field.get(of);
            if (field.getName().equals("additionalProperties")) {
                if (value instanceof Map<?, ?> unknown && !unknown.isEmpty()) {
                    complaints.add(where + ": has no " + unknown.keySet());
                }
            } else {
                look(value, where + "." + field.getName(), complaints, seen);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Field> fields(Class<?> type) {
        var fields = new ArrayList<Field>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }
}
