package dev.opsdeck.importing.known;

import dev.opsdeck.catalog.EngineQuestion;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.QueueQuestion;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.StepSpec;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/** Programs that steer a part of a system: web servers, brokers, units of systemd; and waiting. */
final class ServiceCommands implements Known {
    @Override
    public Set<String> programs() {
        return Set.of(
                "nginx",
                "systemctl",
                "service",
                "kafka-consumer-groups",
                "kafka-consumer-groups.sh",
                "sleep",
                "journalctl");
    }

    @Override
    public Meaning read(Call call, Gathered system) {
        return switch (call.program()) {
            case "nginx" -> nginx(call, system);
            case "systemctl", "service" -> unit(call, system);
            case "sleep" -> sleep(call);
            case "journalctl" -> journal(call, system);
            default -> consumers(call, system);
        };
    }

    private static Meaning nginx(Call call, Gathered system) {
        return call.has("-s") && call.has("reload")
                ? Meaning.does(new StepSpec.Reload(system.webServer(call.service())))
                : system.programs()
                        .run(
                                call,
                                call.has("-t") || call.has("-T") || call.has("-v") ? Risk.READ : Risk.CHANGE,
                                system);
    }

    private static Meaning unit(Call call, Gathered system) {
        boolean isLook = call.has("status") || call.has("is-active") || call.has("list-units");
        if (isLook && call.has("docker")) {
            return Meaning.asks(new Probe.Engine(EngineQuestion.HEALTH));
        }
        boolean reloads = call.has("reload") && (call.has("nginx") || call.has("nginx.service"));
        if (reloads) {
            return Meaning.does(new StepSpec.Reload(system.webServer(call.service())));
        }
        return system.programs().run(call, isLook ? Risk.READ : Risk.CHANGE, system);
    }

    private static Meaning journal(Call call, Gathered system) {
        Options options = Options.of(call.arguments(), "-u/--unit", "-n/--lines", "--since");
        return options.has("f") || options.has("--vacuum-size") || options.has("--vacuum-time")
                ? new Meaning.Unknown("It follows the journal, or deletes from it.")
                : system.programs().run(call, Risk.READ, system);
    }

    private static Meaning sleep(Call call) {
        return call.word(0).matches("\\d{1,5}[smh]?")
                ? Meaning.does(new StepSpec.Wait(duration(call.word(0).toLowerCase(Locale.ROOT))))
                : new Meaning.Unknown("It does not say plainly how long.");
    }

    private static Duration duration(String written) {
        return dev.opsdeck.catalog.Durations.parse(written.matches("\\d+") ? written + "s" : written)
                .orElse(Duration.ZERO);
    }

    private static Meaning consumers(Call call, Gathered system) {
        Options options = Options.of(call.arguments(), "--bootstrap-server", "--group");
        if (options.value("--group").isEmpty() || options.has("--reset-offsets") || options.has("--delete")) {
            return new Meaning.Unknown("opsdeck asks how far a group of consumers is behind, and nothing else.");
        }
        String brokers = options.value("--bootstrap-server").orElse("kafka:9092");
        return Meaning.asks(
                new Probe.Queue(system.consumers(options.value("--group").get(), brokers), QueueQuestion.LAG));
    }
}
