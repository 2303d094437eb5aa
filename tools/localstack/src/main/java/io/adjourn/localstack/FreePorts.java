package io.adjourn.localstack;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * Ports for this process alone. It takes blocks of ports that no other process takes its own from: who has a block listens on the
 * block's first port for as long as it lives. So a port that was handed out is still free when, some seconds later, a server that was
 * started for it listens there. The blocks are below the ports that systems give to outgoing connections. Thread-safe.
 */
final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int BLOCK = 100;

    @SuppressWarnings("unused") // held open: it keeps others out of the block
    private static @Nullable ServerSocket guard;

    private static int block = FIRST - BLOCK;
    private static int next = FIRST;

    private FreePorts() {}

    /** One that nobody listens on and that was not handed out before. */
    static synchronized int next() throws IOException {
        while (true) {
            if (guard == null || next == block + BLOCK) {
                takeBlock();
            }
            int port = next++;
            if (isFree(port)) {
                return port;
            }
        }
    }

    private static void takeBlock() throws IOException {
        for (block += BLOCK; block < LAST; block += BLOCK) {
            try {
                guard = listen(block);
                next = block + 1;
                return;
            } catch (BindException e) {
                // Somebody else's.
            }
        }
        throw new IOException("other processes use all ports from " + FIRST + " to " + LAST);
    }

    private static boolean isFree(int port) throws IOException {
        try (var _ = listen(port)) {
            return true;
        } catch (BindException e) {
            return false;
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
