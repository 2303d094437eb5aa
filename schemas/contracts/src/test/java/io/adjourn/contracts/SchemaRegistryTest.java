package io.adjourn.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaRegistryTest {
    private static final String URL = "https://registry.example:8081/apis/ccompat/v7";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://us:a-test-password@registry.example",
                "http://a-test-password@registry.example",
                "http://one.example,http://us:a-test-password@two.example",
                "us:a-test-password@registry.example",
                "http://us:a-test-password with a blank@registry.example"
            })
    void shouldRefuseAnAddressWithCredentialsAndNotRepeatThem(String url) {
        assertThatThrownBy(() -> SchemaRegistry.at(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("URL")
                .hasMessageNotContaining("a-test-password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "registry:8081", "localhost", "ftp://registry.example", "http://one.example,"})
    void shouldRefuseWhatIsNoAddress(String url) {
        assertThatThrownBy(() -> SchemaRegistry.at(url)).hasMessageContaining("is not a complete URL");
    }

    @ParameterizedTest
    @CsvSource({
        "basic.auth.user.info,us:a-test-password,set registry.basic.auth.credentials.source to USER_INFO",
        "bearer.auth.token,a-test-password,set registry.bearer.auth.credentials.source to STATIC_TOKEN",
        "basic.auth.credentials.source,URL,use USER_INFO or SASL_INHERIT",
        "bearer.auth.credentials.source,SASL_OAUTHBEARER_INHERIT,use STATIC_TOKEN or OAUTHBEARER",
        "bearer.auth.credentials.source,OAUTHBEARER,registry.bearer.auth.issuer.endpoint.url is missing",
        "bearer.auth.issuer.endpoint.url,https://issuer.example/token,set registry.bearer.auth.credentials.source to OAUTHBEARER"
    })
    void shouldRefuseCredentialsThatWouldNotBeUsed(String name, String value, String advice) {
        assertThatThrownBy(() -> new SchemaRegistry(URL, Map.of(name, value)))
                .hasMessageContaining(advice)
                .hasMessageNotContaining("a-test-password");
    }

    @ParameterizedTest
    @CsvSource({
        "ssl.truststore.location,/nowhere,/nowhere",
        "ssl.truststore.password,a-test-password,trust store",
        "proxy.port,soon,soon",
        "basic.auth.credentials.source,USER_INFO,UserInfo must be provided"
    })
    void shouldSayInOneLineWhyThereCanBeNoClient(String name, String value, String why) {
        assertThatThrownBy(() -> new SchemaRegistry(URL, Map.of(name, value)).client())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("registry.*: ")
                .hasMessageContaining(why)
                .hasMessageNotContaining("a-test-password");
    }

    @Test
    void shouldNotTellItsSettings() {
        var registry = new SchemaRegistry(
                URL,
                Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "us:a-test-password"));
        assertThat(registry).hasToString(URL);
        assertThat(registry.client()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "https://registry.example:8081/apis/ccompat/v7,https://registry.example:8081/apis/ccompat/v7/schemas/ids/",
        "http://registry.example/,http://registry.example/schemas/ids/",
        "http://registry.example?of=somebody#there,http://registry.example/schemas/ids/"
    })
    void shouldSayWhereSchemasAreFound(String url, String schemas) {
        assertThat(SchemaRegistry.at(url).schemas()).isEqualTo(schemas);
    }

    @Test
    void shouldHaveOneAddressForASchemaWhereTheRegistryHasSeveral() {
        assertThat(SchemaRegistry.at("http://one.example,http://two.example").schemas())
                .isEqualTo("http://one.example/schemas/ids/");
    }
}
