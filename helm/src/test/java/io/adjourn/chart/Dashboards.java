package io.adjourn.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** The dashboards as they come out of the chart. */
final class Dashboards {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A question a panel asks.
     *
     * @param expression PromQL, with Grafana's variables
     */
    record Query(String dashboard, String panel, String expression) {
        /** Without Grafana's variables, as Prometheus would get it. */
        String forPrometheus() {
            return expression
                    .replace("$__rate_interval", "5m")
                    .replace("$__range", "6h")
                    .replace("$namespace", "meetings")
                    .replace("$installation", "adj-adjourn")
                    .replace("$source", ".*");
        }
    }

    private Dashboards() {}

    static List<JsonNode> all() {
        return Chart.render(Installation.MANAGED_KAFKA).of("ConfigMap").stream()
                .filter(map ->
                        map.at("/metadata/labels/grafana_dashboard").asText().equals("1"))
                .flatMap(map -> map.path("data").valueStream())
                .map(JsonNode::asText)
                .map(Dashboards::read)
                .toList();
    }

    static List<Query> queries() {
        var queries = new ArrayList<Query>();
        for (JsonNode dashboard : all()) {
            String title = dashboard.path("title").asText();
            for (JsonNode panel : dashboard.path("panels")) {
                panel.path("targets")
                        .forEach(target -> queries.add(new Query(
                                title,
                                panel.path("title").asText(),
                                target.path("expr").asText())));
            }
            dashboard
                    .at("/annotations/list")
                    .forEach(annotation -> queries.add(new Query(
                            title,
                            annotation.path("name").asText(),
                            annotation.path("expr").asText())));
            dashboard
                    .at("/templating/list")
                    .forEach(variable -> Metrics.in(variable.path("query").asText())
                            .forEach(name -> queries.add(
                                    new Query(title, variable.path("name").asText(), name))));
        }
        return queries;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
