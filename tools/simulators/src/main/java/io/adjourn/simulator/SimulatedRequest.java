package io.adjourn.simulator;

import io.adjourn.vendors.Body;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;

/**
 * One HTTP request, ready to be sent.
 *
 * @param what what it is, for failures; holds no secret
 * @param method POST or PUT
 * @param url may hold a path token
 * @param proof the headers that prove who sends it
 * @param forged whether it must be refused
 */
public record SimulatedRequest(
        String what, String method, URI url, Map<String, String> proof, Body body, boolean forged) {

    /** For the JDK's client. */
    HttpRequest toHttp(Duration timeout) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("content-type", "application/json")
                .method(method, BodyPublishers.ofByteArray(body.bytes()));
        proof.forEach(builder::header);
        return builder.build();
    }

    SimulatedRequest asForged() {
        return new SimulatedRequest(what, method, url, proof, body, true);
    }

    /** Without the address, the proof and the body: all may hold secrets. */
    @Override
    public String toString() {
        return "Request[" + what + (forged ? ", forged" : "") + "]";
    }
}
