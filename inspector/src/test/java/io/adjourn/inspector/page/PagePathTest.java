package io.adjourn.inspector.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.inspector.page.PagePath.OfDelivery;
import io.adjourn.inspector.page.PagePath.OfMeeting;
import io.adjourn.inspector.page.PagePath.OfRevisions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagePathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "16",
                "a b",
                "a+b",
                "<b>\"'&;?#%",
                "..",
                ".",
                "naïve-😀",
                "a%2Fb",
                "b7c1a7de-19c4",
                "revisions",
                "=:@!$*(),"
            })
    void shouldLeadBackToTheMeetingWhateverItsSessionIs(String session) {
        String key = "acme-vexa/" + session;

        assertThat(PagePath.of(Paths.meeting(key))).contains(new OfMeeting(key));
        assertThat(PagePath.of(Paths.compare(key))).contains(new OfRevisions(key));
        assertThat(PagePath.of(Paths.delivery(key, session))).contains(new OfDelivery(key, session));
        assertThat(Paths.delivery(key, session)).matches("[A-Za-z0-9/%._~-]+").doesNotContain("/../", "/./");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/meetings/",
                "/meetings/acme",
                "/meetings/acme/",
                "/meetings/ACME/16",
                "/meetings/acme/16/",
                "/meetings/acme/16/else",
                "/meetings/acme/16/deliveries",
                "/meetings/acme/16/deliveries/",
                "/meetings/acme/16/deliveries/1/2",
                "/meetings/acme/a%2Fb",
                "/meetings/acme/a%0d%0aSet-Cookie:x",
                "/meetings/acme/%00",
                "/meetings/acme/%ff",
                "/meetings/acme/%c0%af",
                "/meetings/acme/%zz",
                "/meetings/acme/%4",
                "/meetings/..%2f..%2fetc/passwd",
                "/meetings//16"
            })
    void shouldNameNothingWhereNoMeetingCanBe(String path) {
        assertThat(PagePath.of(path)).isEmpty();
    }

    @Test
    void shouldNameNothingByTooLongAName() {
        assertThat(PagePath.of("/meetings/acme/" + "x".repeat(256))).isPresent();
        assertThat(PagePath.of("/meetings/acme/" + "x".repeat(257))).isEmpty();
        assertThat(PagePath.of("/meetings/acme/" + "x".repeat(10_000))).isEmpty();
    }
}
