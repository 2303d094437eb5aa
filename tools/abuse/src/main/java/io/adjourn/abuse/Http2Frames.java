package io.adjourn.abuse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;

/** Frames of HTTP/2 on a connection, by hand: for what no client library would send. */
public final class Http2Frames {
    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PING = 6;
    public static final int CONTINUATION = 9;
    public static final int END_STREAM = 1;
    public static final int END_HEADERS = 4;

    static final int WINDOW_UPDATE = 8;

    private final DataInputStream in;
    private final OutputStream out;
    private int stream = -1;

    public Http2Frames(Socket socket) throws IOException {
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
        frame(SETTINGS, 0, 0, new byte[0]);
    }

    public int nextStream() {
        stream += 2;
        return stream;
    }

    public void frame(int type, int flags, int streamId, byte[] payload) throws IOException {
        out.write(bytes(type, flags, streamId, payload));
        out.flush();
    }

    /** A frame as it is on the wire. */
    static byte[] bytes(int type, int flags, int streamId, byte[] payload) {
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
        return frame.toByteArray();
    }

    /** Bytes that somebody made of frames beforehand. */
    void write(byte[] frames) throws IOException {
        out.write(frames);
        out.flush();
    }

    /** Of what type the next frame is that speaks of a stream, which is the first thing that the other side says of it. */
    public int firstAnswer() throws IOException {
        while (true) {
            int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
            int type = in.readUnsignedByte();
            in.skipNBytes(1);
            int streamId = in.readInt();
            in.skipNBytes(length);
            if (streamId != 0 && type != WINDOW_UPDATE) {
                return type;
            }
        }
    }

    /** POST https /webhooks/lab, of which the body is to come. */
    public static byte[] request() {
        return request("/webhooks/lab");
    }

    /** POST https of that path, of which the body is to come. */
    static byte[] request(String path) {
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

    /** The same, with one header more. */
    public static byte[] request(String header, String value) {
        var block = new ByteArrayOutputStream();
        block.writeBytes(request());
        block.writeBytes(header(header, value));
        return block.toByteArray();
    }

    /** One header, to follow others of its request; each text shorter than 127 bytes. */
    static byte[] header(String header, String value) {
        var block = new ByteArrayOutputStream();
        block.write(0);
        for (String text : List.of(header, value)) {
            block.write(text.length());
            block.writeBytes(text.getBytes(ISO_8859_1));
        }
        return block.toByteArray();
    }
}
