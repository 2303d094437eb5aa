package io.adjourn.abuse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Map;

/**
 * A webhook as a vendor sends it.
 *
 * @param path of the gateway's port for webhooks, with its source
 * @param headers what proves who sends it, and all else but the framing
 * @param body its bytes, which nobody changes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WebhookPost(String path, Map<String, String> headers, byte[] body) {

    /** As HTTP/1.1 has it on the wire, on a connection that stays open. */
    public byte[] bytes() {
        byte[] head = (head() + "Content-Length: " + body.length + "\r\n\r\n").getBytes(ISO_8859_1);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    /** Request line and headers; the framing and the empty line are to follow. */
    String head() {
        var head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: gateway\r\n");
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        return head.toString();
    }

    /** Headers may hold a secret. */
    @Override
    public String toString() {
        return "Post[" + path + ", " + body.length + " bytes]";
    }
}
