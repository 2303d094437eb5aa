package io.adjourn.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** Frames of HTTP/2 on a connection, by hand: for what no client library would send. */
final class Http2Frames {
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int CONTINUATION = 9;
    static final int END_HEADERS = 4;

    private final OutputStream out;
    private int stream = -1;

    Http2Frames(Socket socket) throws IOException {
        out = socket.getOutputStream();
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
        frame(SETTINGS, 0, 0, new byte[0]);
    }

    int nextStream() {
        stream += 2;
        return stream;
    }

    void frame(int type, int flags, int streamId, byte[] payload) throws IOException {
        var frame = new ByteArrayOutputStream();
        for (int value : new int[] {
            payload.length >> 16,
            payload.length >> 8,
            payload.length,
            type,
            flags,
            streamId >> 24,
            streamId >> 16,
            streamId >> 8,
            streamId
        }) {
            frame.write(value);
        }
        frame.writeBytes(payload);
        out.write(frame.toByteArray());
        out.flush();
    }

    /** POST https /webhooks/lab, of which the body is to come. */
    static byte[] request() {
        String path = "/webhooks/lab";
        var block = new ByteArrayOutputStream();
        block.write(0x83);
        block.write(0x87);
        block.write(0x04);
        block.write(path.length());
        block.writeBytes(path.getBytes(ISO_8859_1));
        block.write(0x01);
        block.write(1);
        block.write('x');
        return block.toByteArray();
    }
}
