package io.adjourn.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The alerts as they come out of the chart. */
record Alerts(JsonNode spec) {

    static Alerts rendered() {
        return new Alerts(Chart.render(Installation.MANAGED_KAFKA)
                .one("PrometheusRule", "adj-adjourn")
                .path("spec"));
    }

    List<JsonNode> all() {
        return spec.path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
    }

    List<String> names() {
        return all().stream().map(rule -> rule.path("alert").asText()).toList();
    }
}
