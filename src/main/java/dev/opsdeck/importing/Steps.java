package dev.opsdeck.importing;

import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.catalog.Written;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.importing.known.Gathered;
import dev.opsdeck.importing.known.Lines;
import dev.opsdeck.importing.known.Meaning;
import dev.opsdeck.probe.ProbeNames;
import java.util.ArrayList;
import java.util.List;

/** Writes what lines mean as the catalog's steps and questions, each with where it comes from and what it risks. */
final class Steps {
    private static final int QUOTED = 120;

    private final Gathered system;
    private final Grammar grammar = new Grammar();

    Steps(Gathered system) {
        this.system = system;
    }

    /** The steps of a runbook; what only a probe can ask becomes a check of its own. */
    List<Noted> inOrder(Lines.Read read) {
        var steps = new ArrayList<Noted>();
        for (Meaning meaning : read.meanings()) {
            switch (meaning) {
                case Meaning.Does(List<StepSpec> does) -> does.forEach(step -> steps.add(step(step, read)));
                case Meaning.Asks(List<Probe> asks) -> asks.forEach(probe -> steps.add(look(probe, read)));
                case Meaning.Unknown(String why) -> steps.add(disabled(read, why));
                case Meaning.Enters _, Meaning.Nothing _ -> {}
            }
        }
        return oncePerLine(steps);
    }

    /** A line of which several steps came stands above the first of them alone. */
    static List<Noted> oncePerLine(List<Noted> steps) {
        var all = new ArrayList<Noted>();
        List<String> last = List.of();
        for (Noted step : steps) {
            boolean isSame = !last.isEmpty() && step.comments().equals(last);
            all.add(isSame ? new Noted(List.of(), step.value()) : step);
            last = step.comments();
        }
        return all;
    }

    private Noted look(Probe probe, Lines.Read read) {
        if (probe instanceof StepSpec step) {
            return step(step, read);
        }
        if (hasPlace(Written.probe(probe))) {
            return disabled(read, "It needs a value each time, and a check has none. Write a check for each value.");
        }
        String title = read.title().isEmpty() ? ProbeNames.of(probe) : read.title();
        String name = system.check(ProbeNames.of(probe), title, probe);
        return step(new StepSpec.Check(name), read);
    }

    /** A step, with what the runbook says and the risk that it is, at least. */
    Noted step(StepSpec step, Lines.Read read) {
        return new Noted(
                new Risks(grammar, system.found().programs()).of(step).word() + ": " + quoted(read.source()),
                Written.step(step));
    }

    Noted probe(Probe probe, Lines.Read read) {
        return new Noted(quoted(read.source()), Written.probe(probe));
    }

    static Noted disabled(Lines.Read read, String why) {
        return new Noted(List.of(), Written.step(new StepSpec.Disabled(read.source(), why)));
    }

    /** Whether something is still to be filled in. */
    static boolean hasPlace(Object written) {
        return written.toString().contains("{{");
    }

    static String quoted(String source) {
        String line = source.replaceAll("\\s+", " ").strip();
        return line.length() <= QUOTED ? line : line.substring(0, QUOTED) + "…";
    }
}
