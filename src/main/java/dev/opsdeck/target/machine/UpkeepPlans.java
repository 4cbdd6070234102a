package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.PublicUrl;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.catalog.Upkeep;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.plan.HostStep;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.PlanMaker;
import dev.opsdeck.plan.Planner;
import dev.opsdeck.plan.Step;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;

/** Plans of the commands that look after programs, web servers, certificates and logs. */
@Factory
final class UpkeepPlans {
    private final Grammar grammar;

    UpkeepPlans(Grammar grammar) {
        this.grammar = grammar;
    }

    /** What a plan is about, and what it does. */
    private record Made(ManagedSystem system, ServiceRef target, List<Step> steps) {}

    @Singleton
    PlanMaker<Command.Exec> exec() {
        return maker(Command.Exec.class, (catalog, command) -> {
            var found = Thing.of(catalog, command.command(), Section.COMMANDS);
            Upkeep.Program program = found.thing();
            var line = new ProgramLine(found.system(), program, command.values());
            Step step = new HostStep.RunProgram(
                    found.system().name(),
                    program.name(),
                    line.values(),
                    program.where(),
                    ProgramLine.shown(line.of(program.command()), catalog.secrets()),
                    !program.undo().isEmpty(),
                    program.risk(),
                    program.within());
            return made(found, program, List.of(step));
        });
    }

    @Singleton
    PlanMaker<Command.MaintenancePage> maintenance() {
        return maker(Command.MaintenancePage.class, (catalog, command) -> {
            var found = Thing.webServer(catalog, command.server());
            Upkeep.WebServer server = found.thing();
            Upkeep.MaintenanceMode mode = server.maintenance();
            if (mode == null) {
                throw found.refusal(
                        "has no maintenance page. Say how it is turned on with maintenance: in the catalog");
            }
            return made(
                    found,
                    server,
                    List.of(new HostStep.SwitchMaintenance(
                            found.system().name(),
                            server.name(),
                            server.where(),
                            Objects.requireNonNull(mode.flag() == null ? mode.include() : mode.flag()),
                            command.on(),
                            PublicUrl.of(mode.url()),
                            mode.expect())));
        });
    }

    @Singleton
    PlanMaker<Command.Reload> reload() {
        return maker(Command.Reload.class, (catalog, command) -> {
            var found = Thing.webServer(catalog, command.server());
            return made(found, found.thing(), List.of(reloading(found.system(), found.thing())));
        });
    }

    private static Step reloading(ManagedSystem system, Upkeep.WebServer server) {
        return new HostStep.ReloadServer(system.name(), server.name(), server.where());
    }

    @Singleton
    PlanMaker<Command.Renew> renew() {
        return maker(Command.Renew.class, (catalog, command) -> {
            var found = Thing.of(catalog, command.certificate(), Section.CERTIFICATES);
            Upkeep.Certificate certificate = found.thing();
            String system = found.system().name();
            return made(
                    found,
                    certificate,
                    List.of(
                            new HostStep.RunRenewal(
                                    system,
                                    certificate.name(),
                                    certificate.where(),
                                    ProgramLine.shown(certificate.renew(), catalog.secrets()),
                                    certificate.within()),
                            reloading(found.system(), WebServers.of(found.system(), certificate.webServer())),
                            new HostStep.AwaitCertificate(
                                    system,
                                    certificate.name(),
                                    certificate.serves(),
                                    RenewalHandler.serverName(certificate))));
        });
    }

    @Singleton
    PlanMaker<Command.RotateLogs> rotateLogs() {
        return maker(Command.RotateLogs.class, (catalog, command) -> {
            var found = Thing.of(catalog, command.logs(), Section.LOGS);
            Upkeep.LogFiles logs = found.thing();
            String system = found.system().name();
            List<Step> steps = new ArrayList<>();
            if (logs.logrotate() != null) {
                steps.add(new HostStep.RunLogrotate(system, logs.name(), logs.where(), logs.logrotate()));
            }
            logs.files()
                    .forEach(file ->
                            steps.add(new HostStep.CopyTruncate(system, logs.name(), logs.where(), file, logs.keep())));
            return made(found, logs, steps);
        });
    }

    private static Made made(Thing<?> found, Upkeep.Placed thing, List<Step> steps) {
        return new Made(found.system(), found.target(thing), steps);
    }

    private <C extends Command.Change> PlanMaker<C> maker(Class<C> kind, BiFunction<Catalog, C, Made> making) {
        return new PlanMaker<>() {
            @Override
            public Class<C> kind() {
                return kind;
            }

            @Override
            public Plan plan(Catalog catalog, C command) {
                Made made = making.apply(catalog, command);
                List<ServiceRef> targets = List.of(made.target());
                return Plan.of(
                        grammar.canonical(command),
                        made.system().name(),
                        targets,
                        made.steps(),
                        Planner.blastRadius(catalog, targets));
            }
        };
    }
}
