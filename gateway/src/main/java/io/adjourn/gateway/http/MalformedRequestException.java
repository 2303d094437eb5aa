package io.adjourn.gateway.http;

/** What was sent is no request of HTTP/1.1 or HTTP/1.0. The message is for its sender and quotes nothing of the request. */
final class MalformedRequestException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    MalformedRequestException(String message) {
        // Whoever floods us with such requests is to cost us no stack traces.
        super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
