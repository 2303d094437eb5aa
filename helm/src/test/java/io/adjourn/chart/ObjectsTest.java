package io.adjourn.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectsTest {

    static List<Installation> installations() {
        return Installation.all();
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldHaveNoFieldThatItsKindDoesNotKnow(Installation installation) {
        for (JsonNode object : Chart.render(installation).objects()) {
            assertThat(ObjectTypes.complaints(object))
                    .as(Rendering.name(object))
                    .isEmpty();
        }
    }

    @Test
    void shouldFindAMisspeltFieldAtAnyDepth() {
        JsonNode gateway = Chart.render(Installation.MINIMAL).one("StatefulSet", "adj-adjourn-gateway");
        var container = (ObjectNode) gateway.at("/spec/template/spec/containers/0/securityContext");
        container.put("readOnlyRootFileSystem", true);
        assertThat(ObjectTypes.complaints(gateway)).singleElement().asString().contains("readOnlyRootFileSystem");
    }

    @ParameterizedTest
    @MethodSource("installations")
    void shouldBeLabelledAsKubernetesRecommends(Installation installation) {
        for (JsonNode object : Chart.render(installation).objects()) {
            String name = Rendering.name(object);
            if (!name.startsWith("ConfigMap adj-extra") && !name.startsWith("ConfigMap adj-more")) {
                assertThat(object.at("/metadata/labels").propertyStream().map(label -> label.getKey()))
                        .as(name)
                        .contains(
                                "app.kubernetes.io/name",
                                "app.kubernetes.io/instance",
                                "app.kubernetes.io/component",
                                "app.kubernetes.io/version",
                                "app.kubernetes.io/managed-by",
                                "helm.sh/chart");
            }
        }
    }
}
