package dev.opsdeck.target.host;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at load per processor, from 1 on of which programs wait for one, and at how long the host has been up. */
@Singleton
final class LoadProber implements Prober<Probe.Load> {
    private static final Pattern LOAD_AND_UPTIME =
            Pattern.compile("([\\d.]+) ([\\d.]+) ([\\d.]+) [^\\n]*\\n([\\d.]+)[\\s\\S]*");

    private final Hosts hosts;

    LoadProber(Hosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public Class<Probe.Load> asks() {
        return Probe.Load.class;
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.Load probe, Duration patience) {
        String host = Hosts.name(probe.host());
        var info = new HostCommand.LoadInfo();
        var count = new HostCommand.Processors();
        List<HostOutput> shown = hosts.run(system, probe.host(), List.of(info, count), patience);
        Matcher load = LOAD_AND_UPTIME.matcher(shown.getFirst().of(host, info));
        String processors = shown.getLast().of(host, count).strip();
        if (!load.matches() || !processors.matches("[1-9]\\d{0,5}")) {
            throw new ProbeException("/proc/loadavg, /proc/uptime or nproc on " + host + " has an unknown form.");
        }
        int cores = Integer.parseInt(processors);
        double[] each = {part(load, 1, cores), part(load, 2, cores), part(load, 3, cores)};
        double up = Double.parseDouble(load.group(4));
        return Reading.of(
                String.format(
                        Locale.ROOT,
                        "Load of %s is %.2f per processor over 1 minute, %.2f over 5, %.2f over 15, with %s; up for %s",
                        host,
                        each[0],
                        each[1],
                        each[2],
                        cores == 1 ? "1 processor" : cores + " processors",
                        words(Duration.ofSeconds((long) up))),
                Measure.of("load", each[0], null),
                Measure.of("load5", each[1], null),
                Measure.of("load15", each[2], null),
                Measure.of("uptime", up, "s"));
    }

    private static double part(Matcher load, int group, int processors) {
        return Double.parseDouble(load.group(group)) / processors;
    }

    private static String words(Duration up) {
        return up.toDays() > 0
                ? up.toDays() + " d " + up.toHoursPart() + " h"
                : up.toHours() + " h " + up.toMinutesPart() + " min";
    }
}
