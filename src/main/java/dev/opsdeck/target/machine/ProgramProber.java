package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.Upkeep;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.target.program.ProgramFault;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** Asks a program of the catalog; only one of which the catalog says that it changes nothing. */
@Singleton
final class ProgramProber implements Prober<Probe.Program> {
    private static final int EVIDENCE = 8_000;

    private final Machines machines;

    ProgramProber(Machines machines) {
        this.machines = machines;
    }

    @Override
    public Class<Probe.Program> asks() {
        return Probe.Program.class;
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.Program probe, Duration patience) {
        Upkeep.Program program = program(system, probe);
        long begun = System.nanoTime();
        try {
            List<String> arguments = new ProgramLine(system, program, probe.values()).of(program.command());
            Machine machine = machines.of(system, program);
            Machine.Ended ended = machine.run(arguments, new byte[0], patience);
            if (ended.exitCode() == Machine.NOT_FOUND) {
                throw machine.failed(arguments, ended.exitCode(), ended.complaint());
            }
            return reading(probe, ended, (System.nanoTime() - begun) / 1e9);
        } catch (TargetException | ProgramFault e) {
            throw new ProbeException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Upkeep.Program program(ManagedSystem system, Probe.Program probe) {
        Upkeep.Program program = system.upkeep().commands().get(probe.command());
        if (program == null) {
            throw new ProbeException("The catalog of " + system.name() + " has no command " + probe.command() + ".");
        }
        if (program.risk() != Risk.READ) {
            throw new ProbeException(probe.command()
                    + " may change something, so it is not asked. Write risk: read in the catalog if it only looks.");
        }
        return program;
    }

    private static Reading reading(Probe.Program probe, Machine.Ended ended, double seconds) {
        String text = (ended.text() + "\n" + ended.errors()).strip();
        var failures = new ArrayList<String>();
        if (ended.exitCode() != 0) {
            failures.add("It ended with code " + ended.exitCode() + ": " + ended.complaint());
        }
        if (probe.contains() != null && !probe.contains().matcher(text).find()) {
            failures.add("Its output does not contain \"" + probe.contains() + "\".");
        }
        if (probe.lacks() != null && probe.lacks().matcher(text).find()) {
            failures.add("Its output contains \"" + probe.lacks() + "\".");
        }
        var measures = new ArrayList<Measure>();
        if (probe.number() != null) {
            measures.addAll(number(probe.number().matcher(text), failures));
        }
        measures.add(Measure.of("seconds", seconds, "s"));
        return new Reading(summary(probe, ended, text), measures, failures, null, cut(text));
    }

    private static List<Measure> number(Matcher found, List<String> failures) {
        try {
            if (found.find() && found.groupCount() > 0) {
                return List.of(Measure.of("value", Double.parseDouble(found.group(1)), null));
            }
            failures.add("Its output has no number where \"" + found.pattern() + "\" looks for it.");
        } catch (NumberFormatException e) {
            failures.add("\"" + found.group(1) + "\" in its output is not a number.");
        }
        return List.of();
    }

    /** What it said last sums it up; what it says in full is the evidence. */
    private static String summary(Probe.Program probe, Machine.Ended ended, String text) {
        String last = text.lines()
                .filter(line -> !line.isBlank())
                .reduce((_, later) -> later)
                .orElse("it printed nothing");
        return probe.command() + " ended with code " + ended.exitCode() + ": " + last.strip();
    }

    private static String cut(String text) {
        if (text.length() <= EVIDENCE) {
            return text;
        }
        int line = text.lastIndexOf('\n', EVIDENCE);
        return text.substring(0, line < 0 ? 0 : line) + "\n…";
    }
}
