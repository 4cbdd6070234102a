package dev.opsdeck.importing.known;

import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.importing.shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** {@code docker-compose …} and {@code docker compose …}. */
final class ComposeCommands implements Known {
    @Override
    public Set<String> programs() {
        return Set.of("docker-compose");
    }

    @Override
    public Meaning read(Call call, Gathered system) {
        system.runtime("compose");
        Options options = Options.leading(
                call.arguments(), "-f/--file", "-p/--project-name", "--profile", "--env-file", "--project-directory");
        options.value("-f").ifPresent(system::composeFile);
        if (options.rest().isEmpty()) {
            return new Meaning.Unknown("It does not say what Compose is to do.");
        }
        List<Word> rest = options.rest().subList(1, options.rest().size());
        return command(options.words().getFirst(), rest, call, system);
    }

    private static Meaning command(String word, List<Word> rest, Call call, Gathered system) {
        Options options =
                Options.of(rest, "--scale", "-t/--timeout", "--wait-timeout", "--tail/-n", "--since", "--until");
        return switch (word) {
            case "ps", "top" -> Services.look(options, system);
            case "logs" -> Logs.read(call, options, system);
            case "restart" -> Services.each(options, system, service -> new StepSpec.Restart(service, false));
            case "stop", "kill", "pause" -> Services.each(options, system, StepSpec.Stop::new);
            case "start", "unpause" -> Services.each(options, system, StepSpec.Start::new);
            case "down", "rm" -> down(options, system);
            case "up", "create" -> up(options, system);
            case "scale" -> scale(options.words().stream(), system);
            case "build" ->
                Services.each(options, system, service -> new StepSpec.Build(service, !options.has("--no-cache")));
            case "pull" -> Services.each(options, system, StepSpec.Pull::new);
            case "exec", "run" -> Inside.read(rest, call, system, system::service);
            case "config", "images", "version", "port", "events" ->
                system.programs().run(call, Risk.READ, system);
            default -> new Meaning.Unknown("opsdeck does not know docker-compose " + word + ".");
        };
    }

    private static Meaning down(Options options, Gathered system) {
        if (options.has("v") || options.has("--volumes")) {
            return new Meaning.Unknown("It deletes the volumes with all data in them. To put data back, use restore.");
        }
        return Services.each(options, system, StepSpec.Stop::new);
    }

    private static Meaning up(Options options, Gathered system) {
        if (options.value("--scale").isPresent()) {
            return scale(options.value("--scale").stream(), system);
        }
        if (options.has("--build")) {
            return Services.all(
                    options,
                    system,
                    service -> Stream.of(new StepSpec.Build(service, true), new StepSpec.Recreate(service)));
        }
        boolean anew = options.has("--force-recreate") || options.has("--no-deps");
        return Services.each(options, system, anew ? StepSpec.Recreate::new : StepSpec.Start::new);
    }

    private static Meaning scale(Stream<String> wanted, Gathered system) {
        List<StepSpec> steps = new ArrayList<>();
        for (String each : wanted.toList()) {
            String[] parts = each.split("=", 2);
            if (parts.length < 2 || !parts[1].matches("\\d{1,3}")) {
                return new Meaning.Unknown("It does not say to how many copies.");
            }
            steps.add(new StepSpec.Scale(system.service(parts[0]), Integer.parseInt(parts[1])));
        }
        return new Meaning.Does(steps);
    }
}
