package io.adjourn.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SemanticKeyTest {

    @Test
    void shouldBeTheSameForTheSamePartsOnly() {
        List<String> keys = List.of(
                SemanticKey.of("a", "b"),
                SemanticKey.of("ab"),
                SemanticKey.of("a", "b", null),
                SemanticKey.of("a", "b", ""),
                SemanticKey.of("a", "b", "-"),
                SemanticKey.of("a,1:b"),
                SemanticKey.of("a", null, "b"),
                SemanticKey.of());

        assertThat(keys).doesNotHaveDuplicates();
        assertThat(SemanticKey.of("a", null, "b")).isEqualTo(SemanticKey.of("a", null, "b"));
    }
}
