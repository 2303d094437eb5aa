package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.Terminal;
import io.adjourn.sandbox.audit.AuditResult;
import io.adjourn.sandbox.audit.AuditResult.Different;
import io.adjourn.sandbox.audit.AuditResult.NotPublished;
import io.adjourn.sandbox.audit.AuditResult.Open;
import io.adjourn.sandbox.audit.AuditResult.Same;
import io.adjourn.sandbox.audit.Difference;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AuditReportTest {
    private final StringWriter out = new StringWriter();

    @Test
    void shouldBeContentWhenAllThatIsComparedIsTheSame() {
        assertThat(print(Map.of("acme/1", new Same(), "acme/2", new Open()), 10))
                .isTrue();
        assertThat(out.toString()).isEqualTo("""
                meetings compared                      1
                  the same                             1
                  different                            0
                  not published                        0
                  published, but not in the raw topic  0
                not compared                           1
                  not yet closed                       1
                  with new events during the audit     0
                  begun before the time span read      0
                The published records match the raw topic.
                """);
    }

    @Test
    void shouldShowTheFirstDifferencesWithLinkQueriesHidden() {
        var link = new Difference("meeting_url", "https://m.example/1?pwd=1", "https://m.example/2?pwd=1");
        Map<String, AuditResult> findings = Map.of(
                "acme/1", new Different(List.of(link)), "acme/2", new NotPublished(), "acme/3", new NotPublished());
        assertThat(print(findings, 2)).isFalse();
        assertThat(out.toString()).startsWith("""
                        acme/1 is different
                          meeting_url as published: https://m.example/1?***
                          meeting_url by raw topic: https://m.example/2?***
                        acme/2 is not published
                        meetings compared                      3
                        """).endsWith("The published records do not match the raw topic.\n");
    }

    @Test
    void shouldNotBeContentWhenThereWasNothingToCompare() {
        assertThat(print(Map.of("acme/1", new Open()), 10)).isFalse();
        assertThat(out.toString()).endsWith("There were no meetings to compare.\n");
    }

    private boolean print(Map<String, AuditResult> findings, int shown) {
        return new AuditReport(new TreeMap<>(findings), shown, false).print(Terminal.of(new PrintWriter(out, true)));
    }
}
