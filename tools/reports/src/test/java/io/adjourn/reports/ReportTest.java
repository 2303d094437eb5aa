package io.adjourn.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.vendors.Headers;
import io.adjourn.vendors.Vendors;
import io.adjourn.vendors.verify.PathToken;
import io.adjourn.vendors.verify.Request;
import io.adjourn.vendors.verify.Scheme;
import io.adjourn.vendors.verify.Secrets;
import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportTest {
    private static final Published NOTHING = new Published(List.of(), List.of(), List.of(), List.of(), 0, "");

    static Stream<Report> reports() {
        return Report.all().stream();
    }

    @Test
    void shouldBeManyAndOfEveryVendor() {
        assertThat(Report.all())
                .hasSizeGreaterThanOrEqualTo(23)
                .extracting(Report::name)
                .doesNotHaveDuplicates();
        assertThat(Report.all().stream().map(Report::vendor).distinct())
                .as(
                        "vendors of the reports in src/main/resources/reports: write one of each, and in Proof how it is signed")
                .containsExactlyInAnyOrderElementsOf(
                        Vendors.KNOWN.all().stream().map(vendor -> vendor.id()).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reports")
    void shouldBeProvedAsItsVendorDoes(Report report) {
        List<Scheme> schemes = new ArrayList<>(
                Vendors.KNOWN.byId(report.vendor()).orElseThrow().schemes());
        schemes.add(new PathToken());
        Instant now = Instant.parse("2026-11-29T12:00:00Z");

        assertThat(report.deliveries()).isNotEmpty().allSatisfy(sent -> {
            byte[] body = sent.body().bytes();
            var verifier =
                    new Verifier(schemes, new Secrets(List.of(sent.proof().secret())));
            var request = new Request(
                    Headers.of(sent.proof().headers(body, now)), sent.proof().pathToken(), now);
            assertThat(verifier.beforeBody(request).orElseGet(() -> verifier.withBody(request, body)))
                    .isInstanceOf(Accepted.class);
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reports")
    void shouldNotComeOutRightWhereNothingCame(Report report) {
        assertThat(report.checks().complaints(NOTHING)).isNotEmpty();
    }
}
