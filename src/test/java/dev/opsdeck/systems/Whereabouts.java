package dev.opsdeck.systems;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.ChecklistItem;
import dev.opsdeck.catalog.Found;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Playbook;
import dev.opsdeck.catalog.Resolution;
import dev.opsdeck.catalog.Runbook;
import dev.opsdeck.catalog.RunbookStep;
import dev.opsdeck.catalog.Schedule;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.command.Named;
import dev.opsdeck.command.Parsed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks in a catalog for what an inventory says is there. */
record Whereabouts(Catalog catalog, ManagedSystem system) {
    private static final Grammar GRAMMAR = new Grammar();

    /** Why it is not there; empty when it is. */
    Optional<String> missing(Way way) {
        return switch (way) {
            case Way.Typed typed -> typed(typed.with(Map.of(), name -> "1"));
            case Way.OfPlaybook(String name, String step) ->
                in(system.playbooks(), "playbook", name, playbook -> step(steps(playbook), step));
            case Way.OfRunbook(String name, String step) ->
                in(system.runbooks(), "runbook", name, runbook -> step(steps(runbook.steps()), step));
            case Way.OfChecklist(String name, String item) ->
                in(system.checklists(), "checklist", name, checklist -> step(items(checklist.items()), item));
            case Way.Scheduled(String name) ->
                system.allSchedules().stream().map(Schedule::name).anyMatch(name::equals)
                        ? Optional.empty()
                        : Optional.of("there is no schedule " + name);
            case Way.ByPerson ignored -> Optional.empty();
        };
    }

    private static List<String> steps(Playbook playbook) {
        return Stream.concat(playbook.diagnose().stream(), playbook.remedies().stream())
                .map(part -> StepWords.of((Record) part))
                .toList();
    }

    private static List<String> steps(List<RunbookStep> steps) {
        return steps.stream()
                .flatMap(step -> Stream.concat(
                        Stream.of(StepWords.of(step)),
                        Stream.ofNullable(step.options().name())))
                .toList();
    }

    private static List<String> items(List<ChecklistItem> items) {
        return items.stream().map(item -> StepWords.of((Record) item)).toList();
    }

    private static Optional<String> step(List<String> steps, String wanted) {
        return steps.stream().anyMatch(step -> step.startsWith(wanted))
                ? Optional.empty()
                : Optional.of("no step begins with \"" + wanted + "\": " + steps);
    }

    private static <T> Optional<String> in(
            Map<String, T> things, String word, String name, Function<T, Optional<String>> then) {
        T thing = things.get(name);
        return thing == null ? Optional.of("there is no " + word + " " + name) : then.apply(thing);
    }

    private Optional<String> typed(String text) {
        return switch (GRAMMAR.parse(text)) {
            case Parsed.Mistake mistake -> Optional.of("/ops " + text + ": " + mistake.message());
            case Parsed.Ok ok -> unknown(ok.command()).map(name -> "/ops " + text + ": there is no " + name);
        };
    }

    private Optional<String> unknown(Command command) {
        return switch (command) {
            case Command.Run run -> run(run);
            case Command.Change change ->
                change.named().stream().flatMap(named -> absent(named).stream()).findFirst();
            case Command.Status status -> service(status.target());
            case Command.Logs logs -> service(logs.target());
            case Command.Stats stats -> service(stats.target());
            case Command.Check check -> asked(check.name());
            case Command.Diagnose diagnose ->
                diagnose.what() == null || system.playbooks().containsKey(diagnose.what())
                        ? Optional.empty()
                        : service(diagnose.what());
            case Command.Chart chart -> chart.metric().equals("dashboard") ? Optional.empty() : asked(chart.metric());
            case Command.Db db -> thing(db.database(), Section.DATABASES);
            case Command.Cache cache -> thing(cache.cache(), Section.CACHES);
            case Command.Queue queue -> thing(queue.queue(), Section.QUEUES);
            case Command.Host host -> thing(host.host(), Section.HOSTS);
            case Command.Checklist checklist ->
                checklist.name() == null ? Optional.empty() : thing(checklist.name(), Section.CHECKLISTS);
            case Command.Backups backups ->
                backups.what() == null ? Optional.empty() : thing(backups.what(), Section.BACKUPS);
            // The rest names nothing of the catalog, or people and incidents.
            default -> Optional.empty();
        };
    }

    private Optional<String> run(Command.Run run) {
        Runbook runbook = system.runbooks().get(run.runbook());
        if (runbook == null) {
            return Optional.of("runbook " + run.runbook());
        }
        List<String> wrong = Stream.concat(
                        runbook.mistakes(run.values(), system).values().stream(),
                        runbook.missing(run.values()).stream())
                .toList();
        return wrong.isEmpty() ? Optional.empty() : Optional.of("such value: " + wrong);
    }

    private Optional<String> absent(Named named) {
        return switch (named) {
            case Named.Services(String typed) -> service(typed);
            case Named.SystemOrService(String typed) -> service(typed);
            case Named.WholeSystem(String typed) ->
                typed.isEmpty() || typed.equals(system.name()) ? Optional.empty() : Optional.of("system " + typed);
            case Named.Thing(String typed, Section<?> section) -> thing(typed, section);
        };
    }

    private Optional<String> service(@Nullable String typed) {
        if (typed == null || typed.equals(system.name())) {
            return Optional.empty();
        }
        return switch (catalog.resolve(typed, system.channels().ops())) {
            case Resolution.One ignored -> Optional.empty();
            case Resolution.All ignored -> Optional.empty();
            case Resolution.Choice ignored -> Optional.of("one service " + typed);
            case Resolution.Unknown ignored -> Optional.of("service " + typed);
        };
    }

    private Optional<String> asked(@Nullable String name) {
        return name == null
                        || List.of("all", "health").contains(name)
                        || system.checks().containsKey(name)
                        || system.metrics().containsKey(name)
                        || system.services().containsKey(name)
                ? Optional.empty()
                : Optional.of("check or metric " + name);
    }

    private Optional<String> thing(String typed, Section<?> section) {
        return catalog.find(typed, system.channels().ops(), section) instanceof Found.One<?>
                ? Optional.empty()
                : Optional.of(section.word() + " " + typed);
    }
}
