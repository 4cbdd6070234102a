package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.catalog.Upkeep;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.plan.HostStep;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.PlanMaker;
import dev.opsdeck.plan.Planner;
import dev.opsdeck.plan.TargetException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plans how an address is blocked in a web server, for good or until a time, or let in again. */
@Singleton
final class BlockPlans implements PlanMaker<Command.Block> {
    private final Grammar grammar;
    private final Clock clock;

    BlockPlans(Grammar grammar, Clock clock) {
        this.grammar = grammar;
        this.clock = clock;
    }

    @Override
    public Class<Command.Block> kind() {
        return Command.Block.class;
    }

    @Override
    public Plan plan(Catalog catalog, Command.Block command) {
        ManagedSystem system = Thing.webServer(catalog, command.server()).system();
        Instant now = clock.instant();
        Instant until = command.end(now, ZoneId.of(system.maintenance().zone()))
                .map(end -> end.truncatedTo(ChronoUnit.SECONDS))
                .orElse(null);
        return plan(catalog, command, until, now);
    }

    /** Two hours are two hours from when they were asked for. */
    @Override
    public Plan again(Catalog catalog, Command.Block command, Plan approved) {
        Instant until = approved.steps().stream()
                .filter(step -> step instanceof HostStep.BlockAddress)
                .flatMap(step -> Stream.ofNullable(((HostStep.BlockAddress) step).until()))
                .findFirst()
                .orElse(null);
        return plan(catalog, command, until, clock.instant());
    }

    private Plan plan(Catalog catalog, Command.Block command, @Nullable Instant until, Instant now) {
        var found = Thing.webServer(catalog, command.server());
        Upkeep.WebServer server = found.thing();
        String file = server.deny();
        if (file == null) {
            throw found.refusal("has no deny file, so nobody can be blocked there. Name it with deny: in the catalog");
        }
        if (until != null && !until.isAfter(now)) {
            throw new TargetException("The time until which " + command.address() + " was to be blocked is over.");
        }
        Blockable address = Blockable.parse(command.address());
        if (!command.unblock() && !command.insist()) {
            address.objection(server.neverBlock()).ifPresent(why -> {
                throw found.refusal("does not block " + address.text() + ": " + why
                        + ". Where you are sure, give the command with --insist");
            });
        }
        String system = found.system().name();
        var step = new HostStep.BlockAddress(
                system, server.name(), server.where(), file, address.text(), !command.unblock(), until);
        List<ServiceRef> targets = List.of(found.target(server));
        return Plan.of(
                grammar.canonical(command), system, targets, List.of(step), Planner.blastRadius(catalog, targets));
    }
}
