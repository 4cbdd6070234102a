package dev.opsdeck.target.host;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.probe.Table;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Looks for the newest file of a folder. An empty folder is a failure: what should be there was never made. */
@Singleton
final class NewestFileProber implements Prober<Probe.NewestFile> {
    private static final int SHOWN = 5;
    private static final double SECONDS_PER_HOUR = 3600;

    private final Hosts hosts;
    private final Clock clock;

    NewestFileProber(Hosts hosts, Clock clock) {
        this.hosts = hosts;
        this.clock = clock;
    }

    @Override
    public Class<Probe.NewestFile> asks() {
        return Probe.NewestFile.class;
    }

    private record Found(Instant at, long size, String name) {
        static Found of(String line) {
            String[] parts = line.split(" ", 3);
            if (parts.length < 3) {
                throw new ProbeException("find printed something of an unknown form.");
            }
            return new Found(
                    Instant.ofEpochSecond((long) Double.parseDouble(parts[0])), Long.parseLong(parts[1]), parts[2]);
        }
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.NewestFile probe, Duration patience) {
        String output =
                hosts.read(system, probe.host(), new HostCommand.FilesIn(probe.folder(), probe.files()), patience);
        List<Found> newestFirst = Stream.of(output.split("\0"))
                .filter(line -> !line.isEmpty())
                .map(Found::of)
                .sorted(Comparator.comparing(Found::at).reversed())
                .toList();
        String where = probe.folder() + " on " + Hosts.name(probe.host());
        return newestFirst.isEmpty()
                ? Reading.of("No file in " + where).failing("There is no file " + probe.files() + " in " + where + ".")
                : reading(newestFirst, where);
    }

    private Reading reading(List<Found> newestFirst, String where) {
        Found newest = newestFirst.getFirst();
        double age = Duration.between(newest.at(), clock.instant()).toSeconds() / SECONDS_PER_HOUR;
        return Reading.of(
                String.format(
                        Locale.ROOT,
                        "The newest file in %s is %s, %.1f hours old, %s",
                        where,
                        newest.name(),
                        age,
                        Spoken.bytes(newest.size())),
                List.of(Measure.of("age", age, "hours"), Measure.of("size", newest.size(), "bytes")),
                new Table(
                        List.of("file", "from", "size"),
                        newestFirst.stream()
                                .limit(SHOWN)
                                .map(file -> List.of(file.name(), file.at().toString(), Spoken.bytes(file.size())))
                                .toList(),
                        newestFirst.size() <= SHOWN));
    }
}
