package dev.opsdeck.target;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.opsdeck.target.program.ProgramStreams;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Passes on what a program writes. */
final class PassedOn extends ResultCallback.Adapter<Frame> {
    private final ProgramStreams streams;

    PassedOn(ProgramStreams streams) {
        this.streams = streams;
    }

    @Override
    public void onNext(Frame frame) {
        var to = frame.getStreamType() == StreamType.STDERR ? streams.errors() : streams.output();
        try {
            to.write(frame.getPayload());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void all(Consumer<PassedOn> start) {
        start.accept(this);
        try {
            awaitCompletion();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a program was running", e);
        }
    }
}
