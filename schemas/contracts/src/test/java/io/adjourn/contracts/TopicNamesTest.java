package io.adjourn.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNamesTest {

    @Test
    void shouldHaveTheCataloguesNamesUnlessOthersAreAskedFor() {
        assertThat(InstalledTopics.DEFAULT.all())
                .extracting(Topic::name)
                .isEqualTo(Topics.ALL.stream().map(Topic::name).toList());
        assertThat(InstalledTopics.DEFAULT.all()).isEqualTo(Topics.ALL);
        assertThat(Installation.DEFAULT.applicationId()).isEqualTo("adjourn-streams");
        assertThat(Installation.DEFAULT.name()).isEqualTo("adjourn-streams");
    }

    @Test
    void shouldNameEverythingAfterThePrefixSoThatNothingIsAnothers() {
        Installation acme = installation(new TopicNames("acme", 1, Map.of()));

        assertThat(acme.topics().raw().name()).isEqualTo("acme.meetings.raw.v1");
        assertThat(acme.topics().completions().subject()).isEqualTo("acme.meetings.completions.v1-value");
        assertThat(acme.topics().owners().name()).isEqualTo("acme.meetings.owners.v1");
        assertThat(acme.applicationId()).isEqualTo("acme.adjourn-streams");
        assertThat(acme.topics().all()).doesNotContainAnyElementsOf(Topics.ALL);
    }

    @Test
    void shouldNameANewGenerationBesideTheOldOneAndItsApplicationToo() {
        Installation second = installation(new TopicNames("acme", 2, Map.of()));

        assertThat(second.topics().raw().name()).isEqualTo("acme.meetings.raw.v1.g2");
        assertThat(second.applicationId()).isEqualTo("acme.adjourn-streams.g2");
        assertThat(second.topics().owners().name()).isEqualTo("acme.meetings.owners.v1");
        assertThat(second.topicsBefore())
                .hasValueSatisfying(before -> assertThat(before.raw().name()).isEqualTo("acme.meetings.raw.v1"));
        assertThat(installation(new TopicNames("acme", 1, Map.of())).topicsBefore())
                .isEmpty();
    }

    @Test
    void shouldTakeANameOfItsOwnAsItIs() {
        InstalledTopics topics = installation(new TopicNames("acme", 2, Map.of("completions", "shop-completions")))
                .topics();

        assertThat(topics.completions().name()).isEqualTo("shop-completions");
        assertThat(topics.raw().name()).isEqualTo("acme.meetings.raw.v1.g2");
    }

    @Test
    void shouldSayWhatToWriteWhenThePrefixEndsWithADot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TopicNames("acme.", 1, Map.of()))
                .withMessage(
                        "adjourn.topics.prefix: acme. begins or ends with a dot, which is added where it is needed:"
                                + " write acme");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "acme corp", "acme/shop", ".", "ümlaut", ".acme"})
    void shouldRefuseAPrefixThatNoTopicCanHave(String prefix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TopicNames(prefix, 1, Map.of()))
                .withMessageStartingWith("adjourn.topics.prefix: ")
                .withMessageContaining("acme");
    }

    @Test
    void shouldRefuseOtherNamesThatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TopicNames(null, 0, Map.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TopicNames(null, 1, Map.of("raw", "a b")))
                .withMessageStartingWith("adjourn.topics.names.raw: a b cannot be");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> installation(new TopicNames(null, 1, Map.of("raw", "meetings.completions.v1")))
                        .topics())
                .withMessageContaining("two topics have the name meetings.completions.v1");
    }

    @ParameterizedTest
    @CsvSource({"16777216, 17825792, 18874368", "7340032, 7798784, 8257536", "262144, 327680, 393216"})
    void shouldLetLimitsFollowTheBodysAndGrowAlongTheWay(int body, int raw, int event) {
        InstalledTopics topics = InstalledTopics.of(TopicNames.DEFAULT, new BodyLimit(body));

        assertThat(topics.raw().maxMessageBytes()).isEqualTo(raw);
        assertThat(topics.artifacts().maxMessageBytes()).isEqualTo(event);
        assertThat(topics.rejected().maxMessageBytes()).isEqualTo(event);
        assertThat(topics.completions().maxMessageBytes()).isEqualTo(2 * 1024 * 1024);
    }

    @Test
    void shouldRefuseABodyThatNoVendorSendsOrNoDeliveryFitsInto() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BodyLimit(1024))
                .withMessageContaining("256KiB");
        assertThatIllegalArgumentException().isThrownBy(() -> new BodyLimit(17 * 1024 * 1024));
    }

    private static Installation installation(TopicNames names) {
        return Installation.of(null, null, names, BodyLimit.LARGEST);
    }
}
