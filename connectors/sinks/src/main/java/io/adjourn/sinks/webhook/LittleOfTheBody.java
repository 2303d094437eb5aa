package io.adjourn.sinks.webhook;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Reads an answer's body, so that the connection can be used again, unless it is long: then the connection is given up. */
final class LittleOfTheBody implements BodySubscriber<@Nullable Void> {
    private static final int MOST = 64 * 1024;

    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    private @Nullable Subscription subscription;
    private int read;

    @Override
    public CompletionStage<@Nullable Void> getBody() {
        return end;
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            read += buffer.remaining();
        }
        if (read > MOST && subscription != null) {
            subscription.cancel();
            end.complete(null);
        }
    }

    @Override
    public void onError(Throwable failure) {
        // The head of the answer said all that counts.
        end.complete(null);
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }
}
