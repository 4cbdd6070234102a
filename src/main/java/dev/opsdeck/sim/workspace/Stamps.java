package dev.opsdeck.sim.workspace;

import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Time stamps and ids in Slack's form. Stamps are unique and rise, also where the clock stands still. */
public final class Stamps {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    public Stamps(Clock clock) {
        this.clock = clock;
    }

    /** The next {@code ts}, such as {@code 1700455285.968429}. */
    public String ts() {
        long micros = last.updateAndGet(before -> Math.max(before + 1, clock.millis() * 1000));
        return String.format(Locale.ROOT, "%d.%06d", micros / 1_000_000, micros % 1_000_000);
    }

    public long seconds() {
        return clock.millis() / 1000;
    }

    /** A random id such as {@code F0K3J2M1N0P}. */
    public String id(String prefix) {
        return prefix + "0" + random(9);
    }

    /** Random capital letters and digits. */
    public String random(int length) {
        StringBuilder id = new StringBuilder();
        ThreadLocalRandom.current().ints(length, 0, LETTERS.length()).forEach(i -> id.append(LETTERS.charAt(i)));
        return id.toString();
    }
}
