package io.adjourn.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.gateway.intake.ClientAddress;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is admitted, and who is closed for it. */
class ConnectionsTest {
    private static final int MAX = 64;
    /** Beyond so many, room is made. */
    private static final int ROOM = 56;

    private final List<EmbeddedChannel> channels = new ArrayList<>();
    private final Allowances newConnections = new Allowances(128, 256);
    private int evicted;
    private final AtomicLong nanoTime = new AtomicLong();
    private final Connections connections =
            new Connections(MAX, MAX, Allowances.unlimited(), () -> evicted++, nanoTime::get);

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
    void shouldCloseStrangersThatWaitBeforeAllOthers() {
        List<Connection> all = admit(ROOM);
        all.forEach(Connection::receives);
        deliver(all.get(0));
        all.get(9).waits();

        admit(1);

        assertThat(closed()).containsExactly(9);
    }

    @Test
    void shouldCloseWhoHasDeliveredAndWaitsBeforeARequestThatHasJustBegun() {
        List<Connection> all = admit(ROOM);
        all.forEach(Connection::answers);
        deliver(all.get(9));
        all.get(0).receives();

        admit(1);

        assertThat(closed()).containsExactly(9);
    }

    @Test
    void shouldCloseARequestThatHasStalledBeforeWhoHasDeliveredAndWaits() {
        List<Connection> all = admit(ROOM);
        all.forEach(Connection::answers);
        deliver(all.get(9));
        all.get(0).receives();
        nanoTime.addAndGet(Duration.ofSeconds(2).toNanos());

        admit(1);

        assertThat(closed()).containsExactly(0);
    }

    @Test
    void shouldCloseOneOfManyRequestsOfAnAddressBeforeWhoHasDeliveredAndWaits() {
        deliver(Objects.requireNonNull(tryToAdmit("198.51.100.1")));
        for (int i = 1; i < ROOM; i++) {
            tryToAdmit("192.0.2.1");
        }

        admit(1);

        assertThat(closed()).containsExactly(1);
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
        assertThat(evicted).isGreaterThanOrEqualTo((MAX - ROOM) / 2);
    }

    @Test
    void shouldKeepTheLastPlacesForAddressesThatHoldLittle() {
        for (int i = 0; i < 1_000; i++) {
            var _ = tryToAdmit("192.0.2.1");
        }

        assertThat(tryToAdmit("192.0.2.1")).isNull();
        assertThat(tryToAdmit("192.0.2.2")).isNotNull();
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
        var shared = new Connections(MAX, 16, Allowances.unlimited(), () -> evicted++);
        for (int i = 0; i < 1_000; i++) {
            var _ = shared.admit(channel(), address("192.0.2.1"));
        }

        assertThat(shared.open()).isEqualTo(16);
        assertThat(shared.admit(channel(), address("192.0.2.2"))).isNotNull();
    }

    @Test
    void shouldMakeRoomForAnAddressAmongItsOwn() {
        var shared = new Connections(MAX, 3, Allowances.unlimited(), () -> evicted++);
        var _ = shared.admit(channel(), address("192.0.2.1"));
        for (int i = 0; i < 3; i++) {
            assertThat(shared.admit(channel(), address("192.0.2.2"))).isNotNull();
        }

        assertThat(closed()).containsExactly(1);
    }

    @Test
    void shouldRefuseAnAddressAllOfWhoseConnectionsAreBeingAnswered() {
        var shared = new Connections(MAX, 1, Allowances.unlimited(), () -> evicted++);
        Objects.requireNonNull(shared.admit(channel(), address("192.0.2.1"))).answers();

        assertThat(shared.admit(channel(), address("192.0.2.1"))).isNull();
        assertThat(shared.admit(channel(), address("192.0.2.2"))).isNotNull();
    }

    @Test
    void shouldTakeNoMoreNewConnectionsOfAnAddressInASecondThanItMayHave() {
        for (int i = 0; i < 2 * 256; i++) {
            newConnections.take(address("192.0.2.1"));
        }

        assertThat(newConnections.take(address("192.0.2.1"))).isFalse();
        assertThat(newConnections.take(address("192.0.2.2"))).isTrue();
    }

    @Test
    void shouldTellWhenAnAddressHasUsedUpItsAllowance() {
        newConnections.take(address("192.0.2.1"));
        assertThat(newConnections.isMostlyUsedUp(address("192.0.2.1"))).isFalse();

        for (int i = 0; i < 250; i++) {
            newConnections.take(address("192.0.2.1"));
        }

        assertThat(newConnections.isMostlyUsedUp(address("192.0.2.1"))).isTrue();
        assertThat(newConnections.isMostlyUsedUp(address("192.0.2.2"))).isFalse();
    }

    @Test
    void shouldTakeAnIpv6NetworkForOneAddress() {
        var shared = new Connections(MAX, 1, Allowances.unlimited(), () -> evicted++);
        var _ = shared.admit(channel(), address("2001:db8::1"));
        var _ = shared.admit(channel(), address("2001:db8::2"));
        var _ = shared.admit(channel(), address("2001:db8:0:1::1"));

        assertThat(closed()).containsExactly(0);
    }

    @Test
    void shouldHaveRoomForOneHoweverSmallItIs() {
        var smallest = new Connections(1, 1, Allowances.unlimited(), () -> evicted++);

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

    private static void deliver(Connection connection) {
        connection.delivered();
        connection.waits();
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
