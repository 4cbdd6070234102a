package dev.opsdeck.backup;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.testing.Declared;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;

/** Takes a backup and restores it with what the product takes and restores it with; {@code src/bench/backup} runs it. */
final class BackupBench {
    private static final double SECOND = 1e9;

    private BackupBench() {}

    /** Arguments: the URL of the database, and a folder for the backup. */
    public static void main(String[] arguments) {
        ManagedSystem shop = Declared.system("""
                system: shop
                title: Shop
                runtime: process
                services: { db: { process: { command: [sleep, "1"] } } }
                databases: { main: { service: db, url: "%s" } }
                """.formatted(arguments[0]));
        var works = new Works(Path.of(arguments[1]));

        long began = System.nanoTime();
        Manifest manifest = works.take(shop, "main");
        report("backup", began);
        System.out.println("size " + manifest.bytes());

        began = System.nanoTime();
        var load = new BackupStep.LoadBackup("shop", "main", manifest.name(), Duration.ofHours(1));
        Outcome outcome = works.act(shop, load);
        report("restore", began);
        if (!(outcome instanceof Outcome.Done)) {
            throw new IllegalStateException(outcome.toString());
        }
        System.out.println("heap "
                + ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                        .mapToLong(pool -> pool.getPeakUsage().getUsed())
                        .sum());
        System.exit(0);
    }

    private static void report(String what, long began) {
        System.out.printf("%s %.1f%n", what, (System.nanoTime() - began) / SECOND);
    }
}
