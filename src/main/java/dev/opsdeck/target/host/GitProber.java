package dev.opsdeck.target.host;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Looks at a working copy: what is deployed, and whether somebody has changed it in place. */
@Singleton
final class GitProber implements Prober<Probe.Git> {
    private static final int FIELDS = 4;
    private static final int SHORT = 10;

    private final Hosts hosts;

    GitProber(Hosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public Class<Probe.Git> asks() {
        return Probe.Git.class;
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.Git probe, Duration patience) {
        List<String> status = read(system, probe, new HostCommand.GitStatus(probe.folder()), patience)
                .lines()
                .toList();
        String revision = header(status, "# branch.oid ");
        if (revision.startsWith("(")) {
            throw new ProbeException(probe.folder() + " on " + Hosts.name(probe.host()) + " has no commit yet.");
        }
        String log = read(system, probe, new HostCommand.GitLog(probe.folder(), probe.commits()), patience);
        List<String> changed =
                status.stream().filter(line -> !line.startsWith("#")).toList();
        String clean = changed.isEmpty() ? "nothing changed" : changed.size() + " files changed";
        return Reading.of(
                        probe.folder() + " on " + Hosts.name(probe.host()) + " is at "
                                + revision.substring(0, Math.min(SHORT, revision.length())) + " of "
                                + header(status, "# branch.head ") + ", " + clean,
                        List.of(Measure.of("changed", changed.size(), null)),
                        commits(log))
                .evidence(String.join("\n", changed));
    }

    private String read(ManagedSystem system, Probe.Git probe, HostCommand git, Duration patience) {
        HostOutput output = hosts.run(system, probe.host(), git, patience);
        String name = Hosts.name(probe.host());
        if (output.errors().contains("dubious ownership")) {
            throw new ProbeException("git on " + name + " refuses " + probe.folder()
                    + ", because it belongs to another account. Sign in as that account, or add the folder to"
                    + " safe.directory there.");
        }
        return output.of(name, git);
    }

    private static String header(List<String> status, String key) {
        return status.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()))
                .findFirst()
                .orElseThrow(() -> new ProbeException("git status printed something of an unknown form."));
    }

    private static Table commits(String log) {
        return new Table(
                List.of("commit", "at", "by", "subject"),
                log.lines()
                        .map(line -> List.of(line.split("\t", FIELDS)))
                        .filter(fields -> fields.size() == FIELDS)
                        .toList(),
                false);
    }
}
