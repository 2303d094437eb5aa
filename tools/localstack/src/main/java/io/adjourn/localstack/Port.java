package io.adjourn.localstack;

import io.adjourn.config.CannotStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;

/**
 * A TCP port on this machine's loopback address.
 *
 * @param variable the environment variable that sets it, for the message when it is taken; empty for a port chosen by us
 */
public record Port(int number, String variable) {

    /** A port that nobody listens on, and that no process is given that asks here too. */
    public static Port free() {
        try {
            return new Port(FreePorts.next(), "");
        } catch (IOException e) {
            throw new UncheckedIOException("this machine has no free port", e);
        }
    }

    /** Where HTTP is spoken on it. */
    public URI url() {
        return URI.create("http://localhost:" + number);
    }

    /**
     * Makes sure that it can be listened on.
     *
     * @throws CannotStartException if somebody does already
     */
    public void mustBeFree() {
        try (var socket = new ServerSocket()) {
            // As the servers do it: a connection of the last run that is still being closed is no obstacle.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
        } catch (IOException e) {
            throw new CannotStartException(
                    "port " + number + " is in use: stop the process that uses it, or set " + variable, e);
        }
    }
}
