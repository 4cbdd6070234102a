package dev.opsdeck.release;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.Deployment;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.plan.CodeStep;
import dev.opsdeck.plan.ContainerStep;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.PlanMaker;
import dev.opsdeck.plan.Planner;
import dev.opsdeck.plan.ReleaseStep;
import dev.opsdeck.plan.ServiceChange;
import dev.opsdeck.plan.Step;
import dev.opsdeck.runbook.Composer;
import dev.opsdeck.runbook.Composer.Piece;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Plans deployments: what must go well before, note what runs, migrate, roll out behind the health gate, what proves
 * the new version, put the release on record.
 */
@Singleton
final class DeployPlans implements PlanMaker<Command.Deploy> {
    private final Planner planner;
    private final Composer composer;
    private final Grammar grammar;

    DeployPlans(Planner planner, Composer composer, Grammar grammar) {
        this.planner = planner;
        this.composer = composer;
        this.grammar = grammar;
    }

    @Override
    public Class<Command.Deploy> kind() {
        return Command.Deploy.class;
    }

    @Override
    public Plan plan(Catalog catalog, Command.Deploy command) {
        return make(catalog, command, null);
    }

    @Override
    public Plan again(Catalog catalog, Command.Deploy command, Plan approved) {
        return make(catalog, command, approved);
    }

    private Plan make(Catalog catalog, Command.Deploy command, @Nullable Plan approved) {
        List<ServiceRef> services = Deployable.of(catalog, command.target());
        ManagedSystem system = Deployable.system(catalog, services);
        Deployment how = system.deploy();
        List<String> names = services.stream().map(ServiceRef::service).toList();
        String text = grammar.canonical(command);
        var pieces = new ArrayList<Piece>();
        pieces.add(new Piece.Written("before", how.before()));
        pieces.add(one("state", text, services, new ReleaseStep.NoteState(system.name(), names)));
        Deployment.Configuration configuration = how.configuration();
        if (configuration != null) {
            pieces.add(one("configuration", text, services, saving(system, configuration)));
        }
        Deployment.Code code = how.code();
        if (code != null) {
            pieces.add(one("code", text, services, checkOut(system, code, command.version())));
        }
        pieces.add(new Piece.Written("migrate", how.migrate()));
        Plan rollout = planner.services(text, catalog, services, change(how, command), Planner.Order.NEEDED_FIRST);
        pieces.add(new Piece.Planned("rollout", only(rollout, step -> !(step instanceof ContainerStep.Discard))));
        pieces.add(new Piece.Written("after", how.after()));
        // What was replaced is kept until everything is proven: putting it back brings back the very same container.
        Plan discards = only(rollout, ContainerStep.Discard.class::isInstance);
        if (!discards.steps().isEmpty()) {
            pieces.add(new Piece.Planned("old", discards));
        }
        pieces.add(one("release", text, services, new ReleaseStep.Publish(system.name(), names)));
        return composer.compose(text, catalog, system, approved, pieces).puttingBack();
    }

    private static Piece one(String path, String command, List<ServiceRef> services, Step step) {
        return new Piece.Planned(path, Plan.of(command, step.system(), services, List.of(step), List.of()));
    }

    private static Plan only(Plan plan, Predicate<Step> wanted) {
        return Plan.of(
                plan.command(),
                plan.system(),
                plan.targets(),
                plan.steps().stream().filter(wanted).toList(),
                plan.blastRadius());
    }

    static Step saving(ManagedSystem system, Deployment.Configuration configuration) {
        return new CodeStep.SaveFiles(system.name(), configuration.files(), configuration.where());
    }

    static Step checkOut(ManagedSystem system, Deployment.Code code, @Nullable String version) {
        return new CodeStep.CheckOut(
                system.name(), version == null ? code.branch() : version, code.folder(), code.where());
    }

    private static ServiceChange change(Deployment how, Command.Deploy command) {
        return how.build()
                ? new ServiceChange.Rebuild()
                : new ServiceChange.Deploy(command.version() == null ? "" : command.version());
    }
}
