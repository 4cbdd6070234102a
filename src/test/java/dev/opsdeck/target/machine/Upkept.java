package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.command.Parsed;
import dev.opsdeck.plan.HostStep;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.target.TestContainers;
import dev.opsdeck.target.host.RealHosts;
import dev.opsdeck.target.kubernetes.RealPods;
import dev.opsdeck.testing.Control;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A catalog whose system {@code shop} has an {@code upkeep}, and what does its commands, without runs. */
final class Upkept implements AutoCloseable {
    private static final String ACCESS = """
            roles: { viewer: { everyone: true } }
            rules: [ { allow: read, to: viewer } ]
            """;

    final Machines machines =
            new Machines(RealHosts.open(), TestContainers.programs(), TestContainers.oneOff(), RealPods.none());
    final LiveCatalog catalog;
    final Grammar grammar = new Grammar();

    /** @param rest of the file of the system, from {@code runtime} on */
    Upkept(Path folder, String rest) {
        try {
            Files.writeString(folder.resolve("access.yml"), ACCESS);
            Files.writeString(folder.resolve("shop.yml"), "system: shop\nchannels: { ops: shop-ops }\n" + rest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        catalog = LiveCatalog.open(folder, name -> Optional.of("secret-" + name));
    }

    ManagedSystem system() {
        return Objects.requireNonNull(catalog.current().systems().get("shop"));
    }

    Plan plan(String text) {
        Catalog now = catalog.current();
        Command command = ((Parsed.Ok) grammar.parse(text)).command();
        var plans = new UpkeepPlans(grammar);
        return switch (command) {
            case Command.Exec it -> plans.exec().plan(now, it);
            case Command.Block it -> new BlockPlans(grammar, Clock.systemUTC()).plan(now, it);
            case Command.MaintenancePage it -> plans.maintenance().plan(now, it);
            case Command.Reload it -> plans.reload().plan(now, it);
            case Command.Renew it -> plans.renew().plan(now, it);
            case Command.RotateLogs it -> plans.rotateLogs().plan(now, it);
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** The only step of the command. */
    HostStep step(String text) {
        return (HostStep) plan(text).steps().getFirst();
    }

    @SuppressWarnings("unchecked") // the test brings the handler that is for the step
    <S extends HostStep> Outcome once(StepHandler<S> handler, HostStep step, Control control) {
        Map<String, String> before = handler.before(system(), (S) step);
        return handler.act(system(), (S) step, before, control);
    }

    static Control control() {
        return new Control(Duration.ofSeconds(60));
    }

    static String list(List<String> words) {
        return words.stream().map(word -> "\"" + word + "\"").toList().toString();
    }

    @Override
    public void close() {
        catalog.close();
    }
}
