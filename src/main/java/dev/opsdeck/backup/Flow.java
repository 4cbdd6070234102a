package dev.opsdeck.backup;

import dev.opsdeck.plan.StepControl;
import dev.opsdeck.probe.Spoken;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongSupplier;

/** Counts what goes through and tells about it now and then. */
final class Flow extends FilterOutputStream {
    private final LongSupplier stored;
    private final Rate rate;
    private long bytes;

    /** @param stored how much has come out at the other end */
    Flow(OutputStream next, LongSupplier stored, StepControl control) {
        super(next);
        this.stored = stored;
        this.rate = new Rate(control);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int from, int count) throws IOException {
        out.write(buffer, from, count);
        bytes += count;
        rate.tell(bytes, () -> Spoken.bytes(stored.getAsLong()) + " stored");
    }

    long bytes() {
        return bytes;
    }
}
