package dev.opsdeck.importing.known;

import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.importing.shell.Word;
import java.util.List;
import java.util.Set;

/** {@code kubectl …}. */
final class KubernetesCommands implements Known {
    private static final String RUNTIME = "kubernetes";
    private static final Set<String> WORKLOADS = Set.of(
            "deployment",
            "deployments",
            "deploy",
            "statefulset",
            "statefulsets",
            "sts",
            "daemonset",
            "daemonsets",
            "ds");

    @Override
    public Set<String> programs() {
        return Set.of("kubectl", "oc");
    }

    @Override
    public Meaning read(Call call, Gathered system) {
        system.runtime(RUNTIME);
        Options options = Options.of(
                beforeDashes(call.arguments()),
                "-n/--namespace",
                "--context",
                "--kubeconfig",
                "-o/--output",
                "-l/--selector",
                "--tail",
                "--since",
                "--replicas",
                "-c/--container",
                "--to-revision",
                "--sort-by",
                "--timeout",
                "--image",
                "--filename",
                "--field-selector");
        options.value("-n").filter(name -> Programs.parameterIn(name) == null).ifPresent(system::namespace);
        if (options.rest().isEmpty()) {
            return new Meaning.Unknown("It does not say what kubectl is to do.");
        }
        List<String> words = options.words();
        return command(words.getFirst(), words.subList(1, words.size()), options, call, system);
    }

    private static List<Word> beforeDashes(List<Word> words) {
        int dashes = words.stream().map(Word::text).toList().indexOf("--");
        return dashes < 0 ? words : words.subList(0, dashes);
    }

    private static Meaning command(String word, List<String> rest, Options options, Call call, Gathered system) {
        return switch (word) {
            case "logs" -> Logs.of(services(rest, options, system), call, options);
            case "get", "describe" -> look(word, rest, options, system);
            case "top" -> Meaning.asks(new Probe.Stats(null));
            case "scale" -> scale(rest, options, system);
            case "rollout" -> rollout(rest, options, call, system);
            case "exec" -> exec(rest, options, call, system);
            case "delete" -> delete(rest, system);
            case "apply", "set" ->
                call.input() == null
                        ? Meaning.does(new StepSpec.Deploy(null, null))
                        : new Meaning.Unknown("It applies what another program prints.");
            case "version", "cluster-info", "config" -> system.programs().run(call, Risk.READ, system);
            default -> new Meaning.Unknown("opsdeck does not know kubectl " + word + ".");
        };
    }

    private static List<String> services(List<String> words, Options options, Gathered system) {
        List<String> named = words.stream()
                .filter(word ->
                        !WORKLOADS.contains(word) && !Set.of("pod", "pods").contains(word))
                .map(word -> word.substring(word.indexOf('/') + 1))
                .map(name -> system.container(name, RUNTIME))
                .toList();
        return named.isEmpty()
                ? options.value("-l").map(label -> label.substring(label.indexOf('=') + 1)).stream()
                        .map(name -> system.container(name, RUNTIME))
                        .toList()
                : named;
    }

    private static Meaning look(String word, List<String> rest, Options options, Gathered system) {
        String kind = rest.isEmpty() ? "" : rest.getFirst().split("/")[0];
        List<String> services = services(
                rest.stream().skip(rest.getFirst().contains("/") ? 0 : 1).toList(), options, system);
        String service = services.isEmpty() ? null : services.getFirst();
        return switch (kind) {
            case "hpa", "horizontalpodautoscaler", "horizontalpodautoscalers" ->
                Meaning.asks(new Probe.Autoscaler(service));
            case "events", "event", "ev" -> Meaning.asks(new Probe.Events(service));
            default -> {
                if (!WORKLOADS.contains(kind)
                        && !Set.of("pod", "pods", "po", "all", "svc", "services", "nodes")
                                .contains(kind)) {
                    yield new Meaning.Unknown("opsdeck does not look at " + kind + " of Kubernetes.");
                }
                yield service == null
                        ? Meaning.asks(new StepSpec.Check("health"))
                        : word.equals("describe")
                                ? Meaning.asks(new StepSpec.Status(service), new Probe.Events(service))
                                : Meaning.asks(new StepSpec.Status(service));
            }
        };
    }

    private static Meaning scale(List<String> rest, Options options, Gathered system) {
        List<String> services = services(rest, options, system);
        String replicas = options.value("--replicas").orElse("");
        return services.isEmpty() || !replicas.matches("\\d{1,3}")
                ? new Meaning.Unknown("It does not say which workload, or to how many copies.")
                : new Meaning.Does(services.stream()
                        .<StepSpec>map(service -> new StepSpec.Scale(service, Integer.parseInt(replicas)))
                        .toList());
    }

    private static Meaning rollout(List<String> rest, Options options, Call call, Gathered system) {
        List<String> services = services(rest.stream().skip(1).toList(), options, system);
        if (services.isEmpty()) {
            return new Meaning.Unknown("It does not say whose rollout.");
        }
        String service = services.getFirst();
        return switch (rest.getFirst()) {
            case "status", "history" -> Meaning.asks(new Probe.Rollout(service));
            case "restart" -> Meaning.does(new StepSpec.Restart(service, true));
            case "undo" -> new Meaning.Unknown("Going back is a command of its own: /ops rollback " + service + ".");
            default -> new Meaning.Unknown("opsdeck does not know kubectl rollout " + rest.getFirst() + ".");
        };
    }

    private static Meaning exec(List<String> rest, Options options, Call call, Gathered system) {
        List<String> services = services(rest.stream().limit(1).toList(), options, system);
        int dashes = call.arguments().stream().map(Word::text).toList().indexOf("--");
        List<Word> inner = dashes < 0
                ? options.rest().stream().skip(2).toList()
                : call.arguments().subList(dashes + 1, call.arguments().size());
        return services.isEmpty()
                ? new Meaning.Unknown("It does not say in which pod.")
                : Inside.within(services.getFirst(), inner, call);
    }

    private static Meaning delete(List<String> rest, Gathered system) {
        return !rest.isEmpty() && Set.of("pod", "pods", "po").contains(rest.getFirst()) && rest.size() > 1
                ? Meaning.does(new StepSpec.Restart(system.container(rest.get(1), RUNTIME), true))
                : new Meaning.Unknown("It deletes what Kubernetes would not make again by itself.");
    }
}
