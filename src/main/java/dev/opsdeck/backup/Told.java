package dev.opsdeck.backup;

import dev.opsdeck.plan.StepControl;
import dev.opsdeck.probe.Spoken;
import java.io.FilterInputStream;
import java.io.IOException;

/** What a backup holds, telling how much of it was read. */
final class Told extends FilterInputStream {
    private final Content content;
    private final Rate rate;

    Told(Content content, StepControl control) {
        super(content);
        this.content = content;
        this.rate = new Rate(control);
    }

    @Override
    public int read(byte[] buffer, int from, int count) throws IOException {
        int read = in.read(buffer, from, count);
        rate.tell(content.bytes(), () -> Spoken.percent(content.share() * 100));
        return read;
    }
}
