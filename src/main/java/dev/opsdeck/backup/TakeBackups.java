package dev.opsdeck.backup;

import dev.opsdeck.catalog.BackupSource;
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
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Takes backups. */
@Singleton
final class TakeBackups implements StepHandler<BackupStep.TakeBackup> {
    private static final String NAME = "name";
    private static final String MARK = "mark";
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmm'Z'").withZone(ZoneOffset.UTC);

    private final Producers producers;
    private final BackupStores stores;
    private final BackupTable table;
    private final Clock clock;

    TakeBackups(Producers producers, BackupStores stores, BackupTable table, Clock clock) {
        this.producers = producers;
        this.stores = stores;
        this.table = table;
        this.clock = clock;
    }

    @Override
    public Class<BackupStep.TakeBackup> kind() {
        return BackupStep.TakeBackup.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, BackupStep.TakeBackup step, long run) {
        String name = step.source() + "-" + MINUTE.format(clock.instant()) + "-r" + run;
        String free = name;
        for (int number = 2; table.known(free); number++) {
            free = name + "." + number;
        }
        return Map.of(NAME, free, MARK, UUID.randomUUID().toString());
    }

    @Override
    public Outcome act(
            ManagedSystem system, BackupStep.TakeBackup step, Map<String, String> before, StepControl control) {
        BackupSource source = Producers.declared(system, step.source());
        Instant at = clock.instant();
        try (BackupStore store = stores.open(system, step.store())) {
            var taking = new Taking(system, source, producers.of(system, source), store, control);
            Manifest manifest = taking.take(name(before), at, mark(before), step.timeout());
            table.add(manifest);
            return new Outcome.Done(told(manifest), Map.of(BackupStep.TakeBackup.NAME, manifest.name()));
        } catch (Piped.StoppedException e) {
            return new Outcome.Interrupted("The backup was stopped; nothing of it was kept.");
        } catch (TargetException e) {
            return new Outcome.Failed(e.getMessage() + " Nothing of this backup was kept.", true);
        }
    }

    private static String told(Manifest manifest) {
        String rows = manifest.rows().isEmpty()
                ? ""
                : ", " + Spoken.count(manifest.allRows()) + " rows of "
                        + manifest.rows().size() + " tables";
        return manifest.name() + ": " + Spoken.bytes(manifest.bytes()) + " of " + Spoken.bytes(manifest.contentBytes())
                + rows + ", in " + Spoken.seconds(manifest.took().toMillis() / 1000.0);
    }

    /** Either the manifest is there, and then so is all the rest; or what is there is swept away. */
    @Override
    public Finding inspect(
            ManagedSystem system,
            BackupStep.TakeBackup step,
            Map<String, String> before,
            Instant intentAt,
            Instant now) {
        BackupSource source = Producers.declared(system, step.source());
        Producer producer = producers.of(system, source);
        try (BackupStore store = stores.open(system, step.store())) {
            String about = Manifest.fileOf(system.name(), name(before));
            Optional<byte[]> manifest = store.get(about);
            if (manifest.isPresent()) {
                Manifest found = Manifest.read(manifest.get());
                table.add(found);
                return new Finding.Happened(told(found));
            }
            producer.end(mark(before));
            String file =
                    Taking.file(system, name(before), producer, source.rule().compression());
            store.clean(file);
            store.delete(file);
            store.clean(about);
            return new Finding.DidNotHappen("there is no manifest of " + name(before) + "; what there was is removed");
        } catch (IOException e) {
            throw new TargetException("Could not look for the backup " + name(before) + ": " + e.getMessage(), e);
        }
    }

    private static String name(Map<String, String> before) {
        return Objects.requireNonNull(before.get(NAME));
    }

    private static String mark(Map<String, String> before) {
        return Objects.requireNonNull(before.get(MARK));
    }
}
