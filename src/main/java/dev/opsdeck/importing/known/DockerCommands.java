package dev.opsdeck.importing.known;

import dev.opsdeck.catalog.EngineQuestion;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.importing.shell.Word;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** {@code docker …}, where containers are called by their own names. */
final class DockerCommands implements Known {
    private static final Set<String> SWARM = Set.of("swarm", "stack", "service", "secret", "node", "config");

    @Override
    public Set<String> programs() {
        return Set.of("docker", "podman");
    }

    @Override
    public Meaning read(Call call, Gathered system) {
        List<Word> words = call.arguments();
        String word = call.word(0);
        if (word.equals("compose")) {
            return call.inner()
                    .apply(call.of(Stream.concat(
                                    Stream.of(Word.plain("docker-compose")),
                                    words.stream().skip(1))
                            .toList()));
        }
        if (SWARM.contains(word)) {
            return new Meaning.Unknown("It is about Docker Swarm, which opsdeck does not steer.");
        }
        boolean isGroup = Set.of("container", "image", "system", "volume").contains(word);
        String action =
                isGroup && !word.equals("container") ? word + " " + call.word(1) : isGroup ? call.word(1) : word;
        return command(action, words.subList(Math.min(words.size(), isGroup ? 2 : 1), words.size()), call, system);
    }

    private static Meaning command(String action, List<Word> rest, Call call, Gathered system) {
        system.runtime("docker");
        Options options =
                Options.of(rest, "--tail/-n", "--since", "--until", "-f/--format", "--filter", "-t/--time", "--name");
        List<String> services = options.words();
        return switch (action) {
            case "ps", "ls" -> listed(call, rest);
            case "logs" -> Logs.of(names(services, system), call, options);
            case "restart" -> each(services, system, service -> new StepSpec.Restart(service, false));
            case "stop", "kill" -> each(services, system, StepSpec.Stop::new);
            case "start" -> each(services, system, StepSpec.Start::new);
            case "stats" -> stats(names(services, system));
            case "top", "inspect" ->
                new Meaning.Asks(names(services, system).stream()
                        .<Probe>map(StepSpec.Status::new)
                        .toList());
            case "exec" -> Inside.read(rest, call, system, name -> system.container(name, "docker"));
            case "info", "version" -> Meaning.asks(new Probe.Engine(EngineQuestion.HEALTH));
            case "system df", "images", "image ls" -> Meaning.asks(new Probe.Engine(EngineQuestion.DISK));
            case "system prune", "image prune", "prune", "volume prune" ->
                Meaning.does(new StepSpec.Prune(options.has("--volumes") || action.startsWith("volume")));
            case "cp" -> copy(options, system);
            case "run" -> new Meaning.Unknown("It starts a container that belongs to no service.");
            case "rm", "rmi", "image rm", "volume rm" ->
                new Meaning.Unknown("It deletes by name. To tidy up, use prune.");
            default -> new Meaning.Unknown("opsdeck does not know docker " + action + ".");
        };
    }

    private static Meaning listed(Call call, List<Word> rest) {
        String wanted = String.valueOf(call.pattern()) + rest;
        return wanted.toLowerCase(java.util.Locale.ROOT).contains("exit")
                ? Meaning.asks(new Probe.Engine(EngineQuestion.EXITED))
                : Meaning.asks(new StepSpec.Check("health"));
    }

    private static List<String> names(List<String> containers, Gathered system) {
        return containers.stream().map(name -> system.container(name, "docker")).toList();
    }

    private static Meaning each(
            List<String> containers, Gathered system, java.util.function.Function<String, StepSpec> step) {
        List<String> services = names(containers, system);
        return services.isEmpty()
                ? new Meaning.Unknown("It does not name a container.")
                : new Meaning.Does(services.stream().map(step).toList());
    }

    private static Meaning stats(List<String> services) {
        return services.isEmpty()
                ? Meaning.asks(new Probe.Stats(null))
                : new Meaning.Asks(
                        services.stream().<Probe>map(Probe.Stats::new).toList());
    }

    /** Out of a container it is a backup; into one it changes what an image says. */
    private static Meaning copy(Options options, Gathered system) {
        String from = options.rest().isEmpty() ? "" : options.words().getFirst();
        int colon = from.indexOf(":/");
        if (colon <= 0) {
            return new Meaning.Unknown("It puts files into a container, where they are gone when it is made anew.");
        }
        String service = system.container(from.substring(0, colon), "docker");
        return Meaning.does(
                new StepSpec.Backup(system.backedUp(new Found.Files(from.substring(colon + 1), List.of(), service))));
    }
}
