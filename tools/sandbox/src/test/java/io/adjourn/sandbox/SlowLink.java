package io.adjourn.sandbox;

import io.adjourn.localstack.Port;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** A port before another one, through which each connection sends only so many bytes a second. What comes back is not slowed. */
final class SlowLink implements AutoCloseable {
    private static final int PIECE = 4096;
    /** So small that what waits in the kernel is little beside what is slow. */
    private static final int BUFFER = 16 * 1024;

    private final ServerSocket server;
    private final int target;
    private final long bytesASecond;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private SlowLink(ServerSocket server, int target, long bytesASecond) {
        this.server = server;
        this.target = target;
        this.bytesASecond = bytesASecond;
    }

    /**
     * Begins to pass on.
     *
     * @param port where to listen
     * @param target the port to pass on to
     */
    static SlowLink start(Port port, int target, long bytesASecond) {
        try {
            var server = new ServerSocket();
            server.setReceiveBufferSize(BUFFER);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port.number()));
            var link = new SlowLink(server, target, bytesASecond);
            Thread.ofVirtual().start(link::accept);
            return link;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                sockets.add(client);
                Socket broker = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(broker);
                Thread.ofVirtual().start(() -> pass(client, broker, bytesASecond));
                Thread.ofVirtual().start(() -> pass(broker, client, Long.MAX_VALUE));
            }
        } catch (IOException e) {
            // It is closed.
        }
    }

    private static void pass(Socket from, Socket to, long bytesASecond) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[PIECE];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                out.write(piece, 0, read);
                LockSupport.parkNanos(read * 1_000_000_000L / bytesASecond);
            }
        } catch (IOException e) {
            // One of both is closed, and so is the other then.
        }
    }
}
