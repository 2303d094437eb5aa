package io.adjourn.sinks.webhook;

import io.adjourn.sinks.json.PluginVersion;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * Sends each record of its topics to one endpoint as a signed POST, by the Standard Webhooks scheme: at least once, in the order of
 * each meeting, for days if need be.
 */
public final class WebhookSinkConnector extends SinkConnector {
    private Map<String, String> settings = Map.of();

    @Override
    public void start(Map<String, String> given) {
        var unused = new WebhookConfig(given);
        settings = Map.copyOf(given);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return WebhookSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int most) {
        return Collections.nCopies(most, settings);
    }

    @Override
    public void stop() {
        // Has nothing open.
    }

    @Override
    public ConfigDef config() {
        return WebhookConfig.DEFINITION;
    }

    /** Also says what is wrong with secrets, which their type alone does not tell. */
    @Override
    public Config validate(Map<String, String> given) {
        Config config = super.validate(given);
        if (config.configValues().stream()
                .allMatch(value -> value.errorMessages().isEmpty())) {
            try {
                var unused = new WebhookConfig(given);
            } catch (ConfigException e) {
                config.configValues().stream()
                        .filter(value -> String.valueOf(e.getMessage()).startsWith(value.name()))
                        .findFirst()
                        .ifPresent((ConfigValue value) -> value.addErrorMessage(e.getMessage()));
            }
        }
        return config;
    }

    @Override
    public String version() {
        return PluginVersion.VERSION;
    }
}
