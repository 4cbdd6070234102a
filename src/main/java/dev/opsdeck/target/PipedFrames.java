package dev.opsdeck.target;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Passes on what a program in a container writes; the engine waits while that takes its time. */
final class PipedFrames extends ResultCallback.Adapter<Frame> {
    private final Piped piped;
    private final CountDownLatch over = new CountDownLatch(1);
    private final FirstWords words = new FirstWords();
    private volatile @Nullable IOException failure;

    PipedFrames(Piped piped) {
        this.piped = piped;
    }

    @Override
    public void onNext(Frame frame) {
        byte[] bytes = frame.getPayload();
        if (frame.getStreamType() == StreamType.STDERR) {
            words.add(bytes, bytes.length);
        } else if (failure == null) {
            try {
                piped.output().write(bytes);
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    /** Whether its output can go nowhere, so that the program is of no use. */
    boolean broken() {
        return failure != null;
    }

    @Override
    public void onComplete() {
        super.onComplete();
        over.countDown();
    }

    @Override
    public void onError(Throwable trouble) {
        super.onError(trouble);
        over.countDown();
    }

    /** Waits for the end; the library's own way to wait hangs up when the time is over. */
    boolean ended(long millis) throws InterruptedException {
        boolean isOver = over.await(millis, TimeUnit.MILLISECONDS);
        if (isOver && failure == null) {
            awaitCompletion();
        }
        return isOver;
    }

    PipedEnd end(long exitCode) {
        IOException broken = failure;
        if (broken != null) {
            throw PipeFailures.told(piped, broken);
        }
        return new PipedEnd(exitCode, words.text());
    }

    RuntimeException stopped() {
        IOException broken = failure;
        return broken == null ? new Piped.StoppedException() : PipeFailures.told(piped, broken);
    }
}
