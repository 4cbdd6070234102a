package dev.opsdeck.probe;

import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.PublicUrl;
import dev.opsdeck.catalog.StepSpec;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a question is about, in a few words and without secrets. */
public final class ProbeNames {
    private ProbeNames() {}

    public static String of(Probe probe) {
        return switch (probe) {
            case StepSpec.Status(String service) -> service + " status";
            case StepSpec.Logs logs -> logs.service() + " logs";
            case StepSpec.Health(String service) -> service + " health";
            case StepSpec.Check(String name) -> name;
            case StepSpec.Disabled(String command, var _) -> command;
            case Probe.Http http -> PublicUrl.of(http.url());
            case Probe.Tcp(String address) -> "TCP " + address;
            case Probe.Dns dns -> "DNS " + dns.name();
            case Probe.Tls tls -> "certificate of " + tls.address();
            case Probe.Prometheus(String query) -> query;
            case Probe.Alerts _ -> "alerts";
            case Probe.Database database -> database.database() + " " + word(database.ask());
            case Probe.Query query -> query.name();
            case Probe.Cache cache -> cache.cache() + " " + word(cache.ask());
            case Probe.Queue queue -> queue.queue() + " queue";
            case Probe.Disk disk -> on(disk.host(), "disk");
            case Probe.Memory(String host) -> on(host, "memory");
            case Probe.Load(String host) -> on(host, "load");
            case Probe.Gpu(String host) -> on(host, "GPU");
            case Probe.NewestFile file -> on(file.host(), "newest file in " + file.folder());
            case Probe.Git git -> on(git.host(), "revision in " + git.folder());
            case Probe.Program program -> program.command();
            case Probe.Engine(var ask) -> "Docker " + word(ask);
            case Probe.Stats(String service) -> on(service, "CPU and memory");
            case Probe.Rollout(String service) -> service + " rollout";
            case Probe.Events(String service) -> on(service, "events");
            case Probe.Autoscaler(String service) -> on(service, "autoscaler");
            case Probe.Ran(String runbook) -> "last " + runbook;
        };
    }

    private static String on(@Nullable String what, String word) {
        return what == null ? word : what + " " + word;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
