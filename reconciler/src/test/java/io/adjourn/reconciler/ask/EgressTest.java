package io.adjourn.reconciler.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "192.168.1.1",
                "192.0.0.8",
                "192.0.2.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.9",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::1"
            })
    void shouldTakeNoAddressForPublicThatIsNot(String address) {
        assertThat(Egress.isPublic(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.1.1.1", "100.128.0.1", "172.32.0.1", "198.20.0.1", "2606:4700::1111", "64:ff9b::101:101"})
    void shouldTakePublicAddressesForPublic(String address) {
        assertThat(Egress.isPublic(InetAddress.ofLiteral(address))).isTrue();
    }

    /** A name that has a public address when it is checked and a private one when it is connected to gains nothing: it is asked once. */
    @Test
    void shouldRefuseANameThatHasAPrivateAddressBesideAPublicOne() {
        var egress =
                new Egress(Set.of(), _ -> List.of(InetAddress.ofLiteral("1.1.1.1"), InetAddress.ofLiteral("10.0.0.1")));

        assertThatThrownBy(() -> egress.lookup("rebinding.test"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("rebinding.test has an address that is not public");
    }

    @Test
    void shouldLetANamedHostBePrivate() throws UnknownHostException {
        var egress = new Egress(Set.of("Vexa.internal"), _ -> List.of(InetAddress.ofLiteral("10.0.0.1")));

        assertThat(egress.lookup("vexa.internal")).hasSize(1);
        assertThat(egress.url(URI.create("http://vexa.internal:8056"), "/meetings/1"))
                .hasToString("http://vexa.internal:8056/meetings/1");
    }
}
