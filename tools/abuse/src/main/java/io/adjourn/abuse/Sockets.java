package io.adjourn.abuse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Blocking connections to the gateway, from an address of one's own. */
final class Sockets {
    private Sockets() {}

    /** Connects, and lets reading and connecting take so long each. */
    static Socket connect(InetAddress from, int port, int patienceMillis) throws IOException {
        var socket = new Socket();
        try {
            // A port of a connection that is just gone may be taken at once: floods use up many.
            socket.setReuseAddress(true);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(patienceMillis);
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(Victim.GATEWAY, port), patienceMillis);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** A port nobody listens on now. */
    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
