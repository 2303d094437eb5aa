package io.adjourn.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.gateway.intake.ClientAddress;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "nobody",
            value = {
                "203.0.113.7                       | 1 | 203.0.113.7",
                "10.0.0.1, 203.0.113.7             | 1 | 203.0.113.7",
                "10.0.0.1, 203.0.113.7             | 2 | 10.0.0.1",
                "10.0.0.1,203.0.113.7 , 192.0.2.9  | 2 | 203.0.113.7",
                "203.0.113.7:4711                  | 1 | 203.0.113.7",
                "2001:db8::1                       | 1 | 2001:db8:0:0:0:0:0:1",
                "[2001:db8::1]:4711                | 1 | 2001:db8:0:0:0:0:0:1",
                "[2001:db8::1]                     | 1 | 2001:db8:0:0:0:0:0:1",
                "203.0.113.7                       | 2 | nobody",
                "unknown                           | 1 | nobody",
                "localhost                         | 1 | nobody",
                "''                                | 1 | nobody",
                "1.2.3.4,                          | 1 | nobody",
                "[                                 | 1 | nobody",
                "999.1.1.1                         | 1 | nobody",
            })
    void shouldBelieveOnlyWhatTrustedProxiesWroteDown(String list, int hops, String expected) {
        InetAddress address = ClientAddresses.forwarded(list, hops);

        assertThat(address == null ? null : address.getHostAddress()).isEqualTo(expected);
    }

    @Test
    void shouldTakeANetworkOfIpv6ForOneClientAndEachAddressOfIpv4() {
        assertThat(client("2001:db8:1:2::1")).isEqualTo(client("2001:db8:1:2:ffff::9"));
        assertThat(client("2001:db8:1:2::1")).isNotEqualTo(client("2001:db8:1:3::1"));
        assertThat(client("203.0.113.7")).isNotEqualTo(client("203.0.113.8"));
        assertThat(client("203.0.113.7")).isEqualTo(client("::ffff:203.0.113.7"));
    }

    private static ClientAddress client(String literal) {
        return ClientAddress.of(InetAddress.ofLiteral(literal));
    }
}
