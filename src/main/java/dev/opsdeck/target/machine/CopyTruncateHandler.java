package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.HostStep.CopyTruncate;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.Spoken;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;

/** Copies a log that is being written and empties it, so that whoever writes it goes on in the same file. */
@Singleton
final class CopyTruncateHandler implements StepHandler<CopyTruncate> {
    private static final String AT = "at";
    private static final String SIZE = "size";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private final Machines machines;
    private final Clock clock;

    CopyTruncateHandler(Machines machines, Clock clock) {
        this.machines = machines;
        this.clock = clock;
    }

    @Override
    public Class<CopyTruncate> kind() {
        return CopyTruncate.class;
    }

    private RemoteFile file(ManagedSystem system, CopyTruncate step) {
        return new RemoteFile(machines.withFiles(system, LogCopies.logs(system, step.name())), step.file()).resolved();
    }

    @Override
    public Map<String, String> before(ManagedSystem system, CopyTruncate step) {
        return HostActs.looking(() -> Map.of(
                AT, TIME.format(clock.instant()), SIZE, String.valueOf(file(system, step).size())));
    }

    @Override
    public Outcome act(ManagedSystem system, CopyTruncate step, Map<String, String> before, StepControl control) {
        return HostActs.acting("rotate " + step.file(), () -> {
            var copies = new LogCopies(file(system, step));
            RemoteFile copy = copies.at(Objects.requireNonNull(before.get(AT)));
            copies.log().copyTo(copy);
            if (copy.size() < size(before)) {
                copy.remove();
                throw new TargetException(copy.path() + " is smaller than " + step.file()
                        + ", which was not emptied. Look whether the disk is full.");
            }
            copies.log().machine().must("truncate", "-s", "0", copies.log().path());
            int removed = copies.prune(step.keep());
            return new Outcome.Done(Spoken.bytes(copy.size()) + " are in " + copy.path() + ", " + step.file()
                    + " is empty" + (removed == 0 ? "" : ", " + removed + " old ones are gone"));
        });
    }

    @Override
    public Finding inspect(
            ManagedSystem system, CopyTruncate step, Map<String, String> before, Instant intentAt, Instant now) {
        return HostActs.looking(() -> {
            RemoteFile log = file(system, step);
            RemoteFile copy = new LogCopies(log).at(Objects.requireNonNull(before.get(AT)));
            return copy.exists() && log.size() < size(before)
                    ? new Finding.Happened("its content is in " + copy.path())
                    : new Finding.DidNotHappen(step.file() + " was not emptied");
        });
    }

    private static long size(Map<String, String> before) {
        return Long.parseLong(before.getOrDefault(SIZE, "0"));
    }
}
