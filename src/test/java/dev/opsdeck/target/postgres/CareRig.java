package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.command.Parsed;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.Step;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.target.ContainerPrograms;
import dev.opsdeck.testing.Control;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Plans and steps on a database, as the program puts them together. */
final class CareRig implements AutoCloseable {
    private final Catalog catalog;
    private final Grammar grammar = new Grammar();
    private final DatabasePlans plans;
    private final LongStatement statement;
    private final List<StepHandler<?>> handlers;

    CareRig(Catalog catalog, ContainerPrograms programs) {
        this.catalog = catalog;
        var writing = new Writing(new Databases(programs), programs);
        this.statement = new LongStatement(writing, Clock.systemUTC());
        var work = new TableWork(writing, statement);
        var remainders = new IndexRemainders(writing);
        var relations = new Relations(writing);
        this.plans = new DatabasePlans(
                new SessionPlans(new Sessions(writing)),
                new TablePlans(relations),
                new ParameterPlans(writing),
                grammar);
        this.handlers = List.of(
                new TerminateSessionHandler(writing),
                new VacuumHandler(work),
                new AnalyzeHandler(work),
                new CreateIndexHandler(writing, relations, statement, remainders),
                new ReindexHandler(writing, statement, remainders),
                new SetParameterHandler(writing));
    }

    Plan plan(String text) {
        return plans.plan(catalog, command(text));
    }

    Plan again(Plan approved) {
        return plans.again(catalog, command(approved.command()), approved);
    }

    private Command.DatabaseChange command(String text) {
        if (grammar.parse(text) instanceof Parsed.Ok(Command.DatabaseChange change, String _)) {
            return change;
        }
        throw new AssertionError(text + " is no change of a database: " + grammar.parse(text));
    }

    /** Plans and does it, without asking anybody. */
    List<Outcome> done(String text) {
        return plan(text).steps().stream().map(this::act).toList();
    }

    Outcome act(Step step) {
        return act(step, before(step), new Control(Duration.ofMinutes(2)));
    }

    Map<String, String> before(Step step) {
        return handler(step).before(system(), step);
    }

    Outcome act(Step step, Map<String, String> before, Control control) {
        return handler(step).act(system(), step, before, control);
    }

    Finding inspect(Step step, Map<String, String> before) {
        return handler(step).inspect(system(), step, before, Instant.now(), Instant.now());
    }

    Outcome undo(Step step, Map<String, String> before) {
        return handler(step).undo(system(), step, before, new Control(Duration.ofMinutes(1)));
    }

    @SuppressWarnings("unchecked")
    private StepHandler<Step> handler(Step step) {
        return (StepHandler<Step>) handlers.stream()
                .filter(handler -> handler.kind().isInstance(step))
                .findFirst()
                .orElseThrow();
    }

    private ManagedSystem system() {
        return catalog.systems().values().iterator().next();
    }

    @Override
    public void close() {
        statement.close();
    }
}
