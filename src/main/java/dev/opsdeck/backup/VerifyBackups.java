package dev.opsdeck.backup;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.target.Piped;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** Reads whole backups: sum, size, archive, and whether what is in them is complete. */
@Singleton
final class VerifyBackups implements StepHandler<BackupStep.VerifyBackup> {
    private final Opening opening;
    private final BackupTable table;
    private final Clock clock;

    VerifyBackups(Opening opening, BackupTable table, Clock clock) {
        this.opening = opening;
        this.table = table;
        this.clock = clock;
    }

    @Override
    public Class<BackupStep.VerifyBackup> kind() {
        return BackupStep.VerifyBackup.class;
    }

    @Override
    public Outcome act(
            ManagedSystem system, BackupStep.VerifyBackup step, Map<String, String> before, StepControl control) {
        try {
            Manifest manifest =
                    opening.find(system, step.source(), step.backup()).manifest();
            opening.use(system, manifest, content -> {
                read(manifest, content, control);
                return manifest;
            });
            table.verified(manifest.name(), clock.instant(), "verified");
            return new Outcome.Done(manifest.name() + " is whole: " + Spoken.bytes(manifest.bytes()) + " stored, "
                    + Spoken.bytes(manifest.contentBytes()) + " unpacked, "
                    + Spoken.count(manifest.allRows()) + " rows.");
        } catch (Piped.StoppedException e) {
            return new Outcome.Interrupted("Stopped while it was read; nothing is known about it.");
        } catch (TargetException e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()), false);
        }
    }

    private static void read(Manifest manifest, Content content, StepControl control)
            throws IOException, BrokenBackupException {
        var counter = new RowCounter(OutputStream.nullOutputStream());
        boolean isDump = manifest.kind() == Manifest.Kind.POSTGRESQL;
        OutputStream to = isDump ? counter : OutputStream.nullOutputStream();
        var rate = new Rate(control);
        byte[] buffer = Content.buffer();
        for (int read = content.read(buffer, 0, buffer.length);
                read >= 0;
                read = content.read(buffer, 0, buffer.length)) {
            to.write(buffer, 0, read);
            rate.tell(content.bytes(), () -> Spoken.percent(content.share() * 100));
            if (control.cancelled()) {
                throw new Piped.StoppedException();
            }
        }
        content.prove();
        if (isDump && !counter.complete()) {
            throw new BrokenBackupException("the dump in it has no end");
        }
        if (isDump && !counter.rows().equals(manifest.rows())) {
            throw new BrokenBackupException("it does not hold the rows that were counted when it was written");
        }
    }

    @Override
    public Finding inspect(
            ManagedSystem system,
            BackupStep.VerifyBackup step,
            Map<String, String> before,
            Instant intentAt,
            Instant now) {
        return new Finding.DidNotHappen("it only reads");
    }
}
