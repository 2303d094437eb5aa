package io.adjourn.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The header {@code Host}: RFC 9112, section 3.2. */
final class HostHeader {
    private static final String PUNCTUATION = "-._~!$&'()*+,;=%:[]";

    private HostHeader() {}

    /**
     * What is wrong with it, null where nothing is.
     *
     * @param required whether it may not be missing, as in HTTP/1.1
     */
    static @Nullable String fault(HttpHeaders headers, boolean required) {
        Iterator<? extends CharSequence> hosts = headers.valueCharSequenceIterator(HttpHeaderNames.HOST);
        if (!hosts.hasNext()) {
            return required ? "an HTTP/1.1 request must have a Host header" : null;
        }
        CharSequence host = hosts.next();
        if (hosts.hasNext()) {
            return "a request must have exactly one Host header";
        }
        return isHost(host) ? null : "the Host header is not a valid host and port";
    }

    private static boolean isHost(CharSequence host) {
        for (int i = 0; i < host.length(); i++) {
            char character = host.charAt(i);
            if (!isLetterOrDigit(character) && PUNCTUATION.indexOf(character) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9');
    }
}
