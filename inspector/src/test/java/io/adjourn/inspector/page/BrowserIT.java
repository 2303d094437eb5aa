package io.adjourn.inspector.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.adjourn.inspector.access.Role;
import io.adjourn.inspector.view.Sight;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.testing.Browser;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Walks through the pages in a real browser, as those who ask do. */
class BrowserIT {
    @SuppressWarnings("NullAway.Init")
    private static PageServer server;

    @SuppressWarnings("NullAway.Init")
    private static Browser browser;

    @BeforeAll
    static void start() {
        assumeTrue(
                Browser.isThere(),
                "there is no Chromium with its driver, or no axe-core: run inspector/browser/install");
        browser = Browser.start();
        server = new PageServer();
    }

    @AfterAll
    static void stop() {
        Stream.of(browser, server).filter(one -> one != null).forEach(BrowserIT::close);
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void asAViewerInBerlin() {
        lookAs(Role.VIEWER);
        browser.inZone("Europe/Berlin");
        browser.dark(false);
        browser.narrow(false);
    }

    @AfterEach
    void shouldNeverMakeTheBrowserComplain() {
        assertThat(browser.complaints()).as("such as what the policy forbade").isEmpty();
    }

    @Test
    void shouldFindAMeetingByTheKeyboardAlone() {
        open("/");
        browser.screenshot("search");
        browser.one("body").sendKeys("/");

        WebElement field = browser.one("#q");
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("q");
        field.sendKeys("opportunity-4711", Keys.ENTER);
        browser.waitFor("the meeting's page", () -> browser.path().equals(Paths.meeting(ToldMeetings.COMPLETE)));
        assertThat(browser.text("#headline")).contains("Complete, after 44 minutes", "Revision 2");
    }

    @Test
    void shouldFilterAndKeepTheAddressShort() {
        open("/");
        browser.one("#filters summary").click();
        browser.one("select[name=outcome]").sendKeys("partial");
        browser.one("form.filters button").click();

        browser.waitFor("the filtered list", () -> browser.path().equals("/?outcome=PARTIAL"));
        assertThat(browser.all("#results tbody tr")).hasSize(1);
    }

    @Test
    void shouldTellTimesInTheViewersZoneWithUtcOnHover() {
        open(Paths.meeting(ToldMeetings.COMPLETE));

        WebElement time = browser.all("#timeline tbody time").get(1);
        assertThat(time.getText()).contains("13:57:00").doesNotContain("UTC");
        assertThat(time.getAttribute("title")).isEqualTo("2026-11-20 12:57:00.000 UTC");
    }

    @Test
    void shouldDrawTheTimeline() {
        open(Paths.meeting(ToldMeetings.COMPLETE));
        WebElement picture = browser.one("svg.timeline");

        assertThat(picture.getSize().getHeight()).isBetween(60, 400);
        assertThat(browser.all("svg.timeline rect")).hasSizeGreaterThan(5);
        Object inside = browser.run("""
                const frame = document.querySelector('svg.timeline').getBoundingClientRect();
                return [...document.querySelectorAll('svg.timeline text')].filter((text) => {
                    const box = text.getBoundingClientRect();
                    return box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1;
                }).map((text) => text.textContent);
                """);
        assertThat(inside).as("texts outside of the picture").isEqualTo(List.of());
        browser.screenshot("meeting");
    }

    @Test
    void shouldUnmaskABodyForThoseWhoMay() {
        lookAs(Role.PRIVILEGED);
        open(Paths.meeting(ToldMeetings.COMPLETE));
        browser.all("#deliveries tbody a").getFirst().click();
        browser.waitFor("the delivery's page", () -> browser.path().contains("/deliveries/"));
        assertThat(browser.text("#text")).doesNotContain(ToldMeetings.PERSON);

        browser.one("#body form button").click();

        browser.waitFor("the body", () -> browser.text("#text").contains(ToldMeetings.PERSON));
        assertThat(browser.text("#curl")).startsWith("curl");
        assertThat(browser.all("#again button.copy")).as("buttons that copy").hasSize(2);
        browser.screenshot("delivery-unmasked");
        browser.one("#body .note a").click();
        browser.waitFor("the mask again", () -> !browser.text("#text").contains(ToldMeetings.PERSON));
    }

    @Test
    void shouldOfferNoUnmaskingToViewers() {
        open(Paths.delivery(ToldMeetings.COMPLETE, delivery()));

        assertThat(browser.all("#body form")).isEmpty();
        assertThat(browser.text("#body")).contains("Only the privileged role may see it.");
    }

    @Test
    void shouldCompareRevisions() {
        open(Paths.meeting(ToldMeetings.COMPLETE));
        browser.one("#revisions form button").click();
        browser.waitFor("the comparison", () -> browser.path().endsWith("/revisions?before=1&after=2"));

        assertThat(browser.text("#changes")).contains("outcome", "PARTIAL", "COMPLETE", "artifacts.TRANSCRIPT.status");
        browser.screenshot("compare");
    }

    @Test
    void shouldShowThatAMeetingWasDeleted() {
        open(Paths.meeting(ToldMeetings.DELETED));

        assertThat(browser.text("#headline")).contains("deleted", "Before that it was complete.");
        assertThat(browser.text("#artifacts")).contains("Deleted, with all links.");
        browser.screenshot("deleted");
    }

    @Test
    void shouldCountDownToTheEndOfTheWaitAndShowNewsByItself() {
        open(Paths.meeting(ToldMeetings.WAITING));
        browser.screenshot("waiting");
        assertThat(browser.text("#headline")).contains("Waiting until", "closes as PARTIAL then");
        assertThat(browser.text("#waiting time[data-clock]")).matches("in 1 h [12][0-9] min");
        String key = ToldMeetings.WAITING;

        server.meetings()
                .put(new Told("acme-meetstream", key.substring(key.indexOf('/') + 1))
                        .step(BotState.RECORDING, 1, "InMeeting")
                        .step(BotState.ENDED, 31, "Stopped")
                        .ready(ArtifactKind.AUDIO, 20_000)
                        .closed(Outcome.COMPLETE, ClosedBy.ALL_ARRIVED)
                        .meeting());

        browser.waitFor("the news", () -> browser.text("#headline").contains("all that was expected had arrived"));
        assertThat(browser.all("#waiting")).isEmpty();
    }

    @Test
    void shouldTakeNoConnectionForPagesThatNobodyLooksAtAnyMore() {
        for (int page = 0; page < 10; page++) {
            open(Paths.meeting(page % 2 == 0 ? ToldMeetings.COMPLETE : ToldMeetings.TWICE));
            assertThat(browser.one("#headline").isDisplayed()).isTrue();
        }
    }

    @Test
    void shouldFitANarrowScreen() {
        browser.narrow(true);
        for (String path : pages().toList()) {
            open(path);
            Object wide = browser.run(
                    "return document.documentElement.scrollWidth > document.documentElement.clientWidth + 1");
            assertThat(wide).as("%s is wider than the screen", path).isEqualTo(false);
        }
        open(Paths.meeting(ToldMeetings.COMPLETE));
        browser.screenshot("meeting-narrow");
    }

    @Test
    void shouldPrintWhatMattersAndNoMore() {
        open(Paths.meeting(ToldMeetings.COMPLETE));
        browser.printed(true);

        assertThat(browser.one("#q").isDisplayed()).isFalse();
        assertThat(browser.one("#headline").isDisplayed()).isTrue();
        assertThat(browser.all("button").stream().filter(WebElement::isDisplayed))
                .isEmpty();
        browser.printed(false);
    }

    @Test
    void shouldDoAllItHasToWithoutScript() {
        try (Browser plain = Browser.withoutScript()) {
            plain.sends(PageServer.headers(Role.VIEWER));
            plain.open(server.url("/"));
            assertThat(plain.all("button.copy"))
                    .as("what only a script could do")
                    .isEmpty();
            plain.one("#q").sendKeys("abc-defg-hij", Keys.ENTER);
            plain.waitFor("the meeting's page", () -> plain.path().equals(Paths.meeting(ToldMeetings.COMPLETE)));
            assertThat(plain.all("#timeline tbody time").get(1).getText()).isEqualTo("2026-11-20 12:57:00 UTC");
            plain.one("#revisions form button").click();
            plain.waitFor("the comparison", () -> plain.path().contains("/revisions?"));
            plain.sends(PageServer.headers(Role.PRIVILEGED));
            plain.open(server.url(Paths.delivery(ToldMeetings.COMPLETE, delivery())));
            plain.one("#body form button").click();
            plain.waitFor("the body", () -> plain.text("#text").contains(ToldMeetings.PERSON));
            plain.open(server.url(Paths.meeting(ToldMeetings.COMPLETE)));
            plain.screenshot("meeting-without-script");
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void shouldHaveNoBarriersInLightAndInDark(String path) {
        lookAs(Role.PRIVILEGED);
        open(path);
        assertThat(browser.barriers()).as("%s, light", path).isEmpty();
        browser.dark(true);
        assertThat(browser.barriers()).as("%s, dark", path).isEmpty();
        if (path.equals(Paths.meeting(ToldMeetings.TWICE))) {
            browser.screenshot("meeting-dark");
        }
        browser.dark(false);
        browser.narrow(true);
        assertThat(browser.barriers()).as("%s, narrow", path).isEmpty();
    }

    static Stream<String> pages() {
        return Stream.of(
                "/",
                "/?source=acme-meetstream",
                "/?q=nobody",
                "/rejects",
                "/sources",
                Paths.meeting(ToldMeetings.COMPLETE),
                Paths.meeting(ToldMeetings.WAITING),
                Paths.meeting(ToldMeetings.DELETED),
                Paths.meeting(ToldMeetings.TWICE),
                Paths.meeting(ToldMeetings.STRANGE),
                Paths.compare(ToldMeetings.COMPLETE),
                Paths.delivery(ToldMeetings.COMPLETE, delivery()));
    }

    @Test
    void shouldHaveNoBarriersOnTheUnmaskedAndOnTheErrorPages() {
        lookAs(Role.PRIVILEGED);
        open(Paths.meeting(ToldMeetings.COMPLETE));
        browser.one("form[method=post] button").click();
        browser.waitFor("the unmasked page", () -> browser.text("#content").contains(ToldMeetings.PERSON));
        assertThat(browser.barriers()).isEmpty();
        open("/?open=maybe");
        assertThat(browser.barriers()).isEmpty();
        // That the answer was 400 is a complaint, and rightly so.
        assertThat(browser.complaints()).hasSize(1);
    }

    private static String delivery() {
        return new ToldMeetings()
                .find(ToldMeetings.COMPLETE, Sight.MASKED)
                .orElseThrow()
                .deliveries()
                .getFirst()
                .deliveryId();
    }

    private static void lookAs(Role role) {
        browser.sends(PageServer.headers(role));
    }

    private static void open(String path) {
        browser.open(server.url(path));
    }
}
