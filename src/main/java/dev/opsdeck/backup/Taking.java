package dev.opsdeck.backup;

import dev.opsdeck.catalog.BackupRule;
import dev.opsdeck.catalog.BackupSource;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.target.Piped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Takes one backup: written out, compressed, summed and stored as it comes, so that it never lies in memory. */
final class Taking {
    private final ManagedSystem system;
    private final BackupSource source;
    private final Producer producer;
    private final BackupStore store;
    private final StepControl control;

    Taking(ManagedSystem system, BackupSource source, Producer producer, BackupStore store, StepControl control) {
        this.system = system;
        this.source = source;
        this.producer = producer;
        this.store = store;
        this.control = control;
    }

    /**
     * The backup, whole and durable, with its manifest beside it. When it does not come to that, nothing of it stays.
     *
     * @param limit how long it may take
     * @throws TargetException when it could not be taken
     * @throws Piped.StoppedException when the run was cancelled
     */
    Manifest take(String name, Instant at, String mark, Duration limit) {
        BackupRule rule = source.rule();
        String file = file(system, name, producer, rule.compression());
        long began = System.nanoTime();
        try (BackupStore.Upload upload = store.create(file)) {
            var stored = new Summed(upload);
            var content = new Flow(Compressor.packing(rule.compression(), stored), stored::bytes, control);
            Producer.Facts facts;
            try (OutputStream open = content) {
                facts = producer.write(open, mark, control::cancelled, limit);
            }
            upload.commit();
            var manifest = new Manifest(
                    name,
                    system.name(),
                    source.name(),
                    producer.kind(),
                    rule.to(),
                    file,
                    stored.bytes(),
                    content.bytes(),
                    stored.sha256(),
                    rule.compression(),
                    facts.tool(),
                    facts.server(),
                    facts.database(),
                    facts.rows(),
                    at,
                    Duration.ofNanos(System.nanoTime() - began),
                    control.run());
            store.put(Manifest.fileOf(system.name(), name), manifest.json().getBytes(StandardCharsets.UTF_8));
            return manifest;
        } catch (IOException e) {
            throw new TargetException(
                    "Could not store the backup in " + store.shown() + ": " + e.getMessage()
                            + ". Check that there is room and that opsdeck may write there.",
                    e);
        }
    }

    static String file(ManagedSystem system, String name, Producer producer, BackupRule.Compression compression) {
        return system.name() + "/" + name + producer.extension() + Compressor.extension(compression);
    }
}
