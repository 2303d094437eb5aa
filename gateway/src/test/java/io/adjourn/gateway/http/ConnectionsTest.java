package io.adjourn.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.gateway.intake.ClientAddress;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is admitted, and who is closed for it. */
class ConnectionsTest {
    private static final int MAX = 64;
    /** Beyond so many, room is made. */
    private static final int ROOM = 60;

    private final List<EmbeddedChannel> channels = new ArrayList<>();
    private final NewConnections newConnections = new NewConnections();
    private int evicted;
    private final Connections connections = new Connections(MAX, MAX, () -> evicted++);

    @AfterEach
    void close() {
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
    }

    @Test
    void shouldCloseWhoeverHasWaitedLongestWhenThereIsNoRoom() {
        List<Connection> all = admit(ROOM);
        all.forEach(Connection::waits);
        all.get(0).waits();

        admit(2);

        assertThat(closed()).containsExactly(1, 2);
        assertThat(evicted).isEqualTo(2);
    }

    @Test
    void shouldCloseStrangersFirstThenWhoDeliveredThenWhoStillSends() {
        List<Connection> all = admit(ROOM);
        for (int i = 0; i < ROOM; i++) {
            Connection connection = all.get(i);
            switch (i % 4) {
                case 0 -> connection.answers();
                case 1 -> connection.receives();
                case 2 -> {
                    connection.delivered();
                    connection.waits();
                }
                default -> connection.waits();
            }
        }

        admit(1).getFirst().answers();
        assertThat(closed()).containsExactly(3);
        all.get(7).answers();
        for (int i = 11; i < ROOM; i += 4) {
            all.get(i).answers();
        }
        admit(1).getFirst().answers();
        assertThat(closed()).containsExactly(2, 3);
        for (int i = 6; i < ROOM; i += 4) {
            all.get(i).answers();
        }
        admit(1).getFirst().answers();
        assertThat(closed()).containsExactly(1, 2, 3);
    }

    @Test
    void shouldCloseWhoseRequestHasMadeNoProgressForLongest() {
        List<Connection> all = admit(ROOM);
        all.get(0).progressed();
        all.get(1).receives();

        admit(1);

        assertThat(closed()).containsExactly(1);
    }

    @Test
    void shouldCloseNobodyWhoseRequestIsBeingAnswered() {
        for (int i = 0; i < MAX; i++) {
            Objects.requireNonNull(tryToAdmit("192.0.2." + i)).answers();
        }

        assertThat(tryToAdmit("192.0.2.1")).isNull();
        assertThat(closed()).isEmpty();
        assertThat(connections.open()).isEqualTo(MAX);
    }

    /** A connection that is told to close may take its time. */
    @Test
    void shouldNeverHaveMoreThanItsLimitHoweverManyComeBeforeOneIsClosed() {
        for (int i = 0; i < 1_000; i++) {
            tryToAdmit("192.0.2.1");
            assertThat(connections.open()).isLessThanOrEqualTo(MAX);
        }
        assertThat(evicted).isGreaterThanOrEqualTo(MAX - ROOM);
    }

    @Test
    void shouldTakeOnesPlaceForOneOnly() {
        List<Connection> all = admit(ROOM);
        Connection first = all.getFirst();
        admit(1);

        first.waits();
        first.closed();
        admit(1);

        assertThat(closed()).containsExactly(0, 1);
        assertThat(connections.open()).isEqualTo(ROOM + 1);
    }

    /** However slow: an honest sender is one of few from its address. */
    @Test
    void shouldCloseWhatAnAddressHasThatHasMostOfThoseThatStillSend() {
        var first = connections.admit(channel(), address("198.51.100.1"));
        assertThat(first).isNotNull();
        for (int i = 0; i < 1_000; i++) {
            Connection next = tryToAdmit("192.0.2." + i % 4);
            closed();
            if (next == null) {
                break;
            }
        }

        assertThat(closed()).isNotEmpty().doesNotContain(0);
    }

    @Test
    void shouldLetAnAddressHaveNoMoreThanItsShareHoweverSlowlyItsConnectionsClose() {
        var shared = new Connections(MAX, 16, () -> evicted++);
        for (int i = 0; i < 1_000; i++) {
            var _ = shared.admit(channel(), address("192.0.2.1"));
        }

        assertThat(shared.open()).isEqualTo(16);
        assertThat(shared.admit(channel(), address("192.0.2.2"))).isNotNull();
    }

    @Test
    void shouldMakeRoomForAnAddressAmongItsOwn() {
        var shared = new Connections(MAX, 3, () -> evicted++);
        var _ = shared.admit(channel(), address("192.0.2.1"));
        for (int i = 0; i < 3; i++) {
            assertThat(shared.admit(channel(), address("192.0.2.2"))).isNotNull();
        }

        assertThat(closed()).containsExactly(1);
    }

    @Test
    void shouldRefuseAnAddressAllOfWhoseConnectionsAreBeingAnswered() {
        var shared = new Connections(MAX, 1, () -> evicted++);
        Objects.requireNonNull(shared.admit(channel(), address("192.0.2.1"))).answers();

        assertThat(shared.admit(channel(), address("192.0.2.1"))).isNull();
        assertThat(shared.admit(channel(), address("192.0.2.2"))).isNotNull();
    }

    @Test
    void shouldTakeNoMoreNewConnectionsOfAnAddressInASecondThanItMayHave() {
        for (int i = 0; i < 2 * NewConnections.BURST; i++) {
            newConnections.allow(address("192.0.2.1"));
        }

        assertThat(newConnections.allow(address("192.0.2.1"))).isFalse();
        assertThat(newConnections.allow(address("192.0.2.2"))).isTrue();
    }

    @Test
    void shouldTakeAnIpv6NetworkForOneAddress() {
        var shared = new Connections(MAX, 1, () -> evicted++);
        var _ = shared.admit(channel(), address("2001:db8::1"));
        var _ = shared.admit(channel(), address("2001:db8::2"));
        var _ = shared.admit(channel(), address("2001:db8:0:1::1"));

        assertThat(closed()).containsExactly(0);
    }

    @Test
    void shouldHaveRoomForOneHoweverSmallItIs() {
        var smallest = new Connections(1, 1, () -> evicted++);

        assertThat(smallest.admit(channel(), address("192.0.2.1"))).isNotNull();
        var _ = smallest.admit(channel(), address("192.0.2.2"));

        assertThat(closed()).containsExactly(0);
    }

    private List<Connection> admit(int number) {
        List<Connection> admitted = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            admitted.add(Objects.requireNonNull(tryToAdmit("192.0.2." + i)));
        }
        return admitted;
    }

    private @Nullable Connection tryToAdmit(String address) {
        return connections.admit(channel(), address(address));
    }

    private Channel channel() {
        var channel = new EmbeddedChannel();
        channels.add(channel);
        return channel;
    }

    /** Which, by number. */
    private List<Integer> closed() {
        List<Integer> closed = new ArrayList<>();
        for (int i = 0; i < channels.size(); i++) {
            channels.get(i).runPendingTasks();
            if (!channels.get(i).isOpen()) {
                closed.add(i);
            }
        }
        return closed;
    }

    private static ClientAddress address(String text) {
        return ClientAddress.of(InetAddress.ofLiteral(text));
    }
}
