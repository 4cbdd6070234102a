package dev.opsdeck.target.net;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Keeps the first bytes of a body and lets go of the rest: a body may be endless. */
final class FirstBytes implements BodySubscriber<FirstBytes.Body> {
    private final int limit;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final CompletableFuture<Body> body = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    FirstBytes(int limit) {
        this.limit = limit;
    }

    /** What was kept, and whether that is all there was. */
    @SuppressWarnings("ArrayRecordComponent")
    record Body(byte[] bytes, boolean whole) {}

    @Override
    public CompletionStage<Body> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (limit == 0) {
            enough(given);
        } else {
            given.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] part = new byte[Math.min(buffer.remaining(), limit - kept.size())];
            buffer.get(part);
            kept.writeBytes(part);
            if (buffer.hasRemaining() && subscription != null) {
                enough(subscription);
                return;
            }
        }
    }

    private void enough(Flow.Subscription from) {
        from.cancel();
        body.complete(new Body(kept.toByteArray(), false));
    }

    @Override
    public void onError(Throwable e) {
        body.completeExceptionally(e);
    }

    @Override
    public void onComplete() {
        body.complete(new Body(kept.toByteArray(), true));
    }
}
