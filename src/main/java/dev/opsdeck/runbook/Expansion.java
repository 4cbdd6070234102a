package dev.opsdeck.runbook;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.Runbook;
import dev.opsdeck.catalog.RunbookStep;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Conduct;
import dev.opsdeck.plan.FlowStep;
import dev.opsdeck.plan.NothingToDoException;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.Planner;
import dev.opsdeck.plan.Plans;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.Step;
import dev.opsdeck.plan.TargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes out a runbook, with the runbooks that it runs, into the steps of one plan. For one use. */
final class Expansion {
    /** What a change that is planned when it is due may take in all. */
    private static final Duration LATE = Duration.ofMinutes(15);

    private final Plans plans;
    private final Grammar grammar;
    private final Catalog catalog;
    private final ManagedSystem system;
    private final @Nullable Plan approved;

    private final List<Step> steps = new ArrayList<>();
    private final Map<Integer, Conduct> conduct = new HashMap<>();
    private final Set<ServiceRef> targets = new LinkedHashSet<>();
    private final Set<ServiceRef> changed = new LinkedHashSet<>();
    private final Set<ServiceRef> affected = new LinkedHashSet<>();
    private final Set<String> actions = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();
    private boolean putsBack;

    /** @param approved the plan that was approved, for what must not be chosen again; null when there is none yet */
    Expansion(Plans plans, Grammar grammar, Catalog catalog, ManagedSystem system, @Nullable Plan approved) {
        this.plans = plans;
        this.grammar = grammar;
        this.catalog = catalog;
        this.system = system;
        this.approved = approved;
    }

    Plan plan(Command.Run command, Runbook runbook) {
        expand(runbook, command.values(), "", Frame.outermost());
        return made(grammar.canonical(command), runbook.name());
    }

    /** Adds what a part of the catalog that is no runbook of its own writes as steps. */
    void written(List<RunbookStep> written, String path) {
        expand(new Runbook(path, null, false, Map.of(), written), Map.of(), path + "/", Frame.outermost());
    }

    /** Adds steps that are planned already. */
    void planned(Plan plan, String path) {
        concat(plan, path, Frame.outermost());
    }

    /**
     * The plan of all that was added.
     *
     * @param name what it is about where it changes nothing in particular
     */
    Plan made(String command, String name) {
        if (steps.isEmpty()) {
            throw new NothingToDoException("There is nothing to do: " + String.join(" ", notes));
        }
        List<ServiceRef> all = targets.isEmpty() ? List.of(new ServiceRef(system.name(), name)) : List.copyOf(targets);
        affected.removeAll(targets);
        Plan plan = Plan.of(command, system.name(), all, steps, List.copyOf(affected))
                .conducted(conduct)
                .acting(List.copyOf(actions));
        return (putsBack ? plan.puttingBack() : plan).noted(notes);
    }

    private void expand(Runbook runbook, Map<String, String> values, String scope, Frame frame) {
        putsBack |= runbook.putBack();
        List<RunbookStep.Filled> filled = runbook.filled(values);
        for (int i = 0; i < filled.size(); i++) {
            RunbookStep.Options options = filled.get(i).options();
            String path = scope + Objects.requireNonNullElse(options.name(), "#" + (i + 1));
            Frame own = frame.within(onFailure(options), conditions(options, scope));
            part(Part.of(system, filled.get(i)), path, own);
        }
    }

    private void part(Part part, String path, Frame frame) {
        switch (part) {
            case Part.Single(Step step) -> {
                if (step instanceof ServiceStep service && step.risk() != Risk.READ) {
                    targets.add(service.service());
                }
                add(step, path, frame);
            }
            case Part.Change(Command.Change command) -> change(command, path, frame);
            case Part.Nested(String name, Map<String, String> values) -> {
                Runbook runbook = system.runbooks().get(name);
                if (runbook == null) {
                    throw new TargetException("There is no runbook " + name + " in " + system.name() + ".");
                }
                Map<String, String> mistakes = runbook.mistakes(values, system);
                mistakes.forEach((parameter, mistake) -> {
                    throw new TargetException(name + ", " + parameter + ": " + mistake);
                });
                expand(runbook, values, path + "/", frame);
            }
        }
    }

    private void change(Command.Change command, String path, Frame frame) {
        actions.add(command.action());
        ServiceRef touched = dependsOnEarlier(command);
        if (touched != null) {
            targets.add(touched);
            add(late(command, "an earlier step changes it", LATE), path, frame);
            return;
        }
        List<Step> taken = command instanceof Command.VerifyBackup verify ? takenEarlier(verify) : List.of();
        if (!taken.isEmpty()) {
            // The newest one is that of the earlier step, whose name is not known before it is taken.
            Duration within = taken.stream().map(Step::timeout).reduce(Duration.ZERO, Duration::plus);
            add(late(command, "an earlier step takes it", within.multipliedBy(2)), path, frame);
            return;
        }
        try {
            concat(subPlan(command, path), path, frame);
        } catch (NothingToDoException e) {
            notes.add(grammar.canonical(command) + ": nothing to do, it is so already.");
        }
    }

    /** The most that it may turn out to be: a container that is removed takes along what it wrote into itself. */
    private static Risk risk(Command.Change command) {
        return command instanceof Command.Stop stop && stop.remove() ? Risk.DESTRUCTIVE : Risk.CHANGE;
    }

    /** The service whose state the command is planned from, where an earlier step of this plan changes that state. */
    private @Nullable ServiceRef dependsOnEarlier(Command.Change command) {
        if (!(command instanceof Command.ServicesChange services) || command instanceof Command.Restart) {
            return null;
        }
        return Planner.resolve(catalog, services.targets()).stream()
                .filter(changed::contains)
                .findFirst()
                .orElse(null);
    }

    /** The earlier steps of this plan that take what the newest backup is then. */
    private List<Step> takenEarlier(Command.VerifyBackup verify) {
        return steps.stream()
                .filter(step -> verify.newest()
                        && step instanceof BackupStep.TakeBackup taken
                        && List.of(taken.subject(), taken.system() + "/all").contains(verify.what()))
                .toList();
    }

    private FlowStep.Late late(Command.Change command, String why, Duration within) {
        String text = grammar.canonical(command);
        String title = capitalised(text) + " (planned when it is due, as " + why + ")";
        return new FlowStep.Late(system.name(), text, title, risk(command), within);
    }

    private Plan subPlan(Command.Change command, String path) {
        if (approved == null) {
            return plans.plan(catalog, command);
        }
        Plan whole = approved;
        List<Step> before = IntStream.range(0, whole.steps().size())
                .filter(index -> whole.conduct(index).isCalled(path))
                .mapToObj(index -> whole.steps().get(index))
                .toList();
        return before.isEmpty()
                ? plans.plan(catalog, command)
                : plans.again(
                        catalog,
                        Plan.of(
                                grammar.canonical(command),
                                whole.system(),
                                whole.targets(),
                                before,
                                whole.blastRadius()));
    }

    private void concat(Plan plan, String path, Frame frame) {
        int offset = steps.size();
        putsBack |= plan.putsBack();
        targets.addAll(plan.targets());
        changed.addAll(plan.targets());
        affected.addAll(plan.blastRadius());
        notes.addAll(plan.notes());
        actions.addAll(plan.actions());
        for (int i = 0; i < plan.steps().size(); i++) {
            Conduct own = plan.conduct(i);
            Frame inner = frame.within(own.onFailure(), inScope(own.conditions(), path + "/"));
            add(plan.steps().get(i), own.name() == null ? path : path + "/" + own.name(), inner);
            own.unlessFailed()
                    .forEach(index -> conduct.compute(
                            steps.size() - 1, (_, known) -> also(Objects.requireNonNull(known), offset + index)));
        }
    }

    private static Conduct also(Conduct known, int index) {
        var indexes = new ArrayList<>(known.unlessFailed());
        indexes.add(index);
        return new Conduct(known.name(), known.when(), known.onFailure(), known.besides(), indexes);
    }

    private void add(Step step, String name, Frame frame) {
        int index = steps.size();
        steps.add(step);
        conduct.put(index, new Conduct(name, null, frame.onFailure(), frame.conditions(), frame.unlessFailed()));
        frame.members().add(index);
    }

    private static List<Conduct.When> conditions(RunbookStep.Options options, String scope) {
        RunbookStep.Condition when = options.when();
        return when == null
                ? List.of()
                : List.of(new Conduct.When(
                        scope + when.step(),
                        switch (when.is()) {
                            case OK -> Conduct.Result.OK;
                            case FAILED -> Conduct.Result.FAILED;
                            case SKIPPED -> Conduct.Result.SKIPPED;
                        }));
    }

    private static List<Conduct.When> inScope(List<Conduct.When> conditions, String scope) {
        return conditions.stream()
                .map(when -> new Conduct.When(scope + when.step(), when.is()))
                .toList();
    }

    private static Conduct.OnFailure onFailure(RunbookStep.Options options) {
        return switch (options.onFailure()) {
            case STOP -> Conduct.OnFailure.STOP;
            case CONTINUE -> Conduct.OnFailure.CONTINUE;
            case ASK -> Conduct.OnFailure.ASK;
        };
    }

    private static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
