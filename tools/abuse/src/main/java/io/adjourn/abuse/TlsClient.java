package io.adjourn.abuse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS to the gateway under attack, whose certificate was made for this one run: it is taken as it is. */
final class TlsClient {
    static final String HTTP_1 = "http/1.1";
    static final String HTTP_2 = "h2";

    private static final int PATIENCE_MILLIS = 20_000;

    private TlsClient() {}

    /** Trusts any server. A context remembers sessions, so that each caller has its own to say how it behaves. */
    static SSLContext trustingAnybody() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /** Connects from that address and shakes hands. */
    static SSLSocket connect(SSLContext context, InetAddress from, int port, String protocol) throws IOException {
        Socket plain = Sockets.connect(from, port, PATIENCE_MILLIS);
        try {
            var socket = (SSLSocket)
                    context.getSocketFactory().createSocket(plain, Victim.GATEWAY.getHostAddress(), port, true);
            var parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {protocol});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    /** What a client says first. */
    static byte[] hello() {
        SSLEngine engine = trustingAnybody().createSSLEngine();
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        try {
            var _ = engine.wrap(ByteBuffer.allocate(0), hello);
        } catch (SSLException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
        byte[] bytes = new byte[hello.flip().remaining()];
        hello.get(bytes);
        return bytes;
    }

    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
