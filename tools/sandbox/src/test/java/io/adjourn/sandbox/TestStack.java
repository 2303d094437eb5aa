package io.adjourn.sandbox;

import io.adjourn.commands.Logs;
import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalStack;
import java.util.Map;

/** What streams needs around it, started for one test: Kafka logs into the stack's own directory. */
final class TestStack {
    private TestStack() {}

    /** Returns once all of it is there. */
    static LocalStack start(Layout layout) {
        return start(layout, Map.of());
    }

    /** The same with settings of the broker, which are added to those it has. */
    static LocalStack start(Layout layout, Map<String, String> broker) {
        var data = DataDirectory.temporary();
        Logs.to(data.log("kafka"));
        return LocalStack.start(data, layout, broker);
    }
}
