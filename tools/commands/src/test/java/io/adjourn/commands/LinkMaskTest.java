package io.adjourn.commands;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkMaskTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://cdn.example/a.mp4?X-Signature=abc&Expires=1     | https://cdn.example/a.mp4?***
            {"url": "https://cdn.example/a?sig=1", "n": "2?"}       | {"url": "https://cdn.example/a?***", "n": "2?"}
            {"url":"https:\\/\\/cdn.example\\/a?sig=1"}             | {"url":"https:\\/\\/cdn.example\\/a?***"}
            HTTP://a.example/x?y and https://b.example/x            | HTTP://a.example/x?*** and https://b.example/x
            https://cdn.example/no-query#part                       | https://cdn.example/no-query#part
            Is that so? Yes.                                        | Is that so? Yes.
            """)
    void shouldHideWhatFollowsTheQuestionMarkOfALink(String text, String masked) {
        assertThat(LinkMask.mask(text)).isEqualTo(masked);
    }
}
