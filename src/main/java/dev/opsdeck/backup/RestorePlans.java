package dev.opsdeck.backup;

import dev.opsdeck.catalog.BackedUp;
import dev.opsdeck.catalog.BackupSource;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.Database;
import dev.opsdeck.catalog.Found;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.PlanMaker;
import dev.opsdeck.plan.Step;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.Spoken;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Plans how a backup takes the place of what it is a backup of. What is there now is kept; what uses it stops meanwhile,
 * starts afterwards and must be healthy. When anything fails until then, all of it is put back.
 */
@Singleton
final class RestorePlans implements PlanMaker<Command.Restore> {
    private final DatabaseRestore databases;
    private final CacheRestore caches;
    private final FilesRestore files;
    private final Opening opening;
    private final Grammar grammar;
    private final Clock clock;

    RestorePlans(
            DatabaseRestore databases,
            CacheRestore caches,
            FilesRestore files,
            Opening opening,
            Grammar grammar,
            Clock clock) {
        this.databases = databases;
        this.caches = caches;
        this.files = files;
        this.opening = opening;
        this.grammar = grammar;
        this.clock = clock;
    }

    /**
     * How one of them is restored.
     *
     * @param at what is locked besides what stops
     * @param what is replaced, for people
     * @param notes what people should know besides age, size and what stops
     */
    record Way(ServiceRef at, Dependents.Around around, String what, List<Step> steps, List<String> notes) {}

    @Override
    public Class<Command.Restore> kind() {
        return Command.Restore.class;
    }

    @Override
    public Plan plan(Catalog catalog, Command.Restore command) {
        return plan(catalog, command, command.backup());
    }

    /** The newest one is the one that was the newest when it was asked for. */
    @Override
    public Plan again(Catalog catalog, Command.Restore command, Plan approved) {
        String backup = approved.steps().stream()
                .flatMap(step -> restored(step))
                .findFirst()
                .orElse(command.backup());
        return plan(catalog, command, backup);
    }

    private static Stream<String> restored(Step step) {
        return switch (step) {
            case BackupStep.LoadBackup load -> Stream.of(load.backup());
            case BackupStep.ReplaceCache replace -> Stream.of(replace.backup());
            case BackupStep.UnpackBackup unpack -> Stream.of(unpack.backup());
            default -> Stream.empty();
        };
    }

    private Plan plan(Catalog catalog, Command.Restore command, String backup) {
        if (!(catalog.find(command.what(), "", Section.BACKUPS) instanceof Found.One<BackupSource> found)) {
            throw new TargetException("The catalog names nothing to restore as " + command.what() + " any more.");
        }
        ManagedSystem system = found.system();
        BackupSource source = found.thing();
        Manifest manifest = opening.find(system, source.name(), backup).manifest();
        Way way =
                switch (source) {
                    case Database database -> databases.of(catalog, system, database, manifest);
                    case BackedUp backedUp
                    when backedUp.redis() != null -> caches.of(catalog, system, backedUp, manifest);
                    case BackedUp backedUp -> files.of(catalog, system, backedUp, manifest);
                };
        List<ServiceRef> targets = new ArrayList<>(List.of(way.at()));
        targets.addAll(way.around().services());
        return Plan.of(grammar.canonical(command), system.name(), targets, way.steps(), List.of())
                .puttingBack()
                .noted(notes(manifest, way));
    }

    private List<String> notes(Manifest manifest, Way way) {
        Duration age = Duration.between(manifest.at(), clock.instant());
        String rows = manifest.kind() == Manifest.Kind.POSTGRESQL
                ? ", " + Spoken.count(manifest.allRows()) + " rows of "
                        + manifest.rows().size() + " tables"
                : "";
        var notes = new ArrayList<String>();
        notes.add(manifest.name() + " is " + Spoken.seconds(age.toSeconds()) + " old: what was written to " + way.what()
                + " since then is not in it.");
        notes.add(Spoken.bytes(manifest.bytes()) + " stored, " + Spoken.bytes(manifest.contentBytes()) + " unpacked"
                + rows + ".");
        notes.add(stops(way.around()));
        notes.addAll(way.notes());
        return notes;
    }

    private static String stops(Dependents.Around around) {
        return around.services().isEmpty()
                ? "Nothing that runs depends on it, so nothing stops."
                : "Stops meanwhile: "
                        + String.join(
                                ", ",
                                around.services().stream()
                                        .map(ServiceRef::service)
                                        .toList())
                        + ".";
    }
}
