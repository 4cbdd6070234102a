package dev.opsdeck.target;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.ResponseItem;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.probe.Spoken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the engine says while it fetches or builds an image: its output is kept, bytes are counted. */
final class ImageProgress<T extends ResponseItem> extends ResultCallback.Adapter<T> {
    private static final double NANOS = 1e9;

    private final StepControl control;
    private final Map<String, Long> bytes = new HashMap<>();
    private final StringBuilder line = new StringBuilder();
    private final long begun = System.nanoTime();
    private volatile @Nullable String error;
    private volatile boolean cancelled;

    ImageProgress(StepControl control) {
        this.control = control;
    }

    @Override
    public void onNext(T item) {
        if (item.getErrorDetail() != null) {
            error = LogLines.clean(String.valueOf(item.getErrorDetail().getMessage()));
        }
        var detail = item.getProgressDetail();
        if (detail != null && detail.getCurrent() != null) {
            bytes.put(String.valueOf(item.getId()) + item.getStatus(), detail.getCurrent());
            control.progress(sofar());
        } else if (item.getStream() != null) {
            printed(item.getStream());
        } else if (item.getStatus() != null) {
            control.output(LogLines.clean((item.getId() == null ? "" : item.getId() + ": ") + item.getStatus()));
        }
    }

    private void printed(String text) {
        line.append(text);
        for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
            String whole = LogLines.clean(line.substring(0, end));
            line.delete(0, end + 1);
            if (!whole.isBlank()) {
                control.output(whole);
                control.progress(whole);
            }
        }
    }

    private String sofar() {
        long sum = bytes.values().stream().mapToLong(Long::longValue).sum();
        double seconds = (System.nanoTime() - begun) / NANOS;
        return Spoken.bytes(sum) + ", " + Spoken.bytes(Math.round(sum / Math.max(seconds, 1))) + "/s";
    }

    /** Waits for the end, or until somebody cancels: then the engine is not listened to any more. */
    void await() {
        try {
            while (!awaitCompletion(250, TimeUnit.MILLISECONDS)) {
                if (control.cancelled()) {
                    cancelled = true;
                    close();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the engine was answering", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the engine said went wrong; null when nothing did. */
    @Nullable
    String error() {
        return error;
    }

    boolean cancelled() {
        return cancelled;
    }
}
