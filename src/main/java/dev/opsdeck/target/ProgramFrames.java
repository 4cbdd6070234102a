package dev.opsdeck.target;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Collects what a program writes, up to a limit for each stream; the rest is read and dropped. */
final class ProgramFrames extends ResultCallback.Adapter<Frame> {
    /** Ten thousand rows of a catalog query fit; what is larger is no answer for people. */
    private static final int MOST = 8 * 1024 * 1024;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private boolean complete = true;

    @Override
    public void onNext(Frame frame) {
        var stream = frame.getStreamType() == StreamType.STDERR ? error : output;
        byte[] bytes = frame.getPayload();
        int room = MOST - stream.size();
        stream.write(bytes, 0, Math.min(room, bytes.length));
        complete &= room >= bytes.length;
    }

    void await() {
        try {
            awaitCompletion();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a program was running", e);
        }
    }

    ProgramOutput ended(long exitCode) {
        return new ProgramOutput(
                exitCode, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8), complete);
    }
}
