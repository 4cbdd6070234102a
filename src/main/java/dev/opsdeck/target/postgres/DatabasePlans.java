package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.Database;
import dev.opsdeck.catalog.Found;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.DatabaseCare;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.PlanMaker;
import dev.opsdeck.plan.Planner;
import dev.opsdeck.plan.Step;
import dev.opsdeck.plan.TargetException;
import jakarta.inject.Singleton;
import java.util.List;

/** Plans what changes a database. */
@Singleton
final class DatabasePlans implements PlanMaker<Command.DatabaseChange> {
    private final SessionPlans sessions;
    private final TablePlans tables;
    private final ParameterPlans parameters;
    private final Grammar grammar;

    DatabasePlans(SessionPlans sessions, TablePlans tables, ParameterPlans parameters, Grammar grammar) {
        this.sessions = sessions;
        this.tables = tables;
        this.parameters = parameters;
        this.grammar = grammar;
    }

    /** What is done, and what people should know. */
    record Steps(List<Step> steps, List<String> notes) {}

    @Override
    public Class<Command.DatabaseChange> kind() {
        return Command.DatabaseChange.class;
    }

    @Override
    public Plan plan(Catalog catalog, Command.DatabaseChange command) {
        Found.One<Database> found = found(catalog, command);
        ManagedSystem system = found.system();
        Database database = found.thing();
        Steps made =
                switch (command.care()) {
                    case DatabaseCare.KillLong kill -> sessions.running(system, database, kill.olderThan());
                    case DatabaseCare.KillIdle kill ->
                        sessions.idle(system, database, kill.olderThan(), kill.inTransaction());
                    case DatabaseCare.Kill(int pid) -> sessions.one(system, database, pid);
                    case DatabaseCare.Vacuum vacuum -> tables.vacuum(system, database, vacuum);
                    case DatabaseCare.Analyze(List<String> names) -> tables.analyze(system, database, names);
                    case DatabaseCare.Reindex(String name) -> tables.reindex(system, database, name);
                    case DatabaseCare.CreateIndex(String name) -> tables.createIndex(system, database, name);
                    case DatabaseCare.SetParameter set -> parameters.set(system, database, set);
                };
        return plan(catalog, command, found, made);
    }

    /** Sessions were chosen and approved one by one; later ones that are like them were not. */
    @Override
    public Plan again(Catalog catalog, Command.DatabaseChange command, Plan approved) {
        return switch (command.care()) {
            case DatabaseCare.KillLong _, DatabaseCare.KillIdle _, DatabaseCare.Kill _ ->
                plan(catalog, command, found(catalog, command), new Steps(approved.steps(), approved.notes()));
            case DatabaseCare.Vacuum _,
                    DatabaseCare.Analyze _,
                    DatabaseCare.Reindex _,
                    DatabaseCare.CreateIndex _,
                    DatabaseCare.SetParameter _ -> plan(catalog, command);
        };
    }

    private Plan plan(Catalog catalog, Command.DatabaseChange command, Found.One<Database> found, Steps made) {
        List<ServiceRef> targets =
                List.of(new ServiceRef(found.system().name(), found.thing().service()));
        return Plan.of(
                        grammar.canonical(command),
                        found.system().name(),
                        targets,
                        made.steps(),
                        Planner.blastRadius(catalog, targets))
                .noted(made.notes());
    }

    private static Found.One<Database> found(Catalog catalog, Command.DatabaseChange command) {
        if (catalog.find(command.database(), "", Section.DATABASES) instanceof Found.One<Database> one) {
            return one;
        }
        throw new TargetException(command.database() + " is not in the catalog any more. Give the command again.");
    }
}
