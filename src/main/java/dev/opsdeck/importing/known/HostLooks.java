package dev.opsdeck.importing.known;

import dev.opsdeck.catalog.Probe;
import java.util.Set;

/** Programs that show how a machine is. Inside of a container they would show the machine's numbers, too. */
final class HostLooks implements Known {
    @Override
    public Set<String> programs() {
        return Set.of("df", "free", "top", "htop", "uptime", "vmstat", "nvidia-smi", "mpstat");
    }

    @Override
    public Meaning read(Call call, Gathered system) {
        String host = system.server();
        String path = Options.of(call.arguments(), "-t").words().stream()
                .filter(word -> word.startsWith("/"))
                .findFirst()
                .orElse(null);
        return switch (call.program()) {
            case "df" -> Meaning.asks(new Probe.Disk(host, path));
            case "free" -> Meaning.asks(new Probe.Memory(host));
            case "top", "htop" -> Meaning.asks(new Probe.Load(host), new Probe.Memory(host));
            case "nvidia-smi" -> Meaning.asks(new Probe.Gpu(host));
            default -> Meaning.asks(new Probe.Load(host));
        };
    }
}
