package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.Upkeep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.HostStep.RunProgram;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.plan.TargetException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Runs programs of the catalog. */
@Singleton
final class ProgramHandler implements StepHandler<RunProgram> {
    private final Machines machines;
    private final LiveCatalog catalog;

    ProgramHandler(Machines machines, LiveCatalog catalog) {
        this.machines = machines;
        this.catalog = catalog;
    }

    @Override
    public Class<RunProgram> kind() {
        return RunProgram.class;
    }

    @Override
    public Outcome act(ManagedSystem system, RunProgram step, Map<String, String> before, StepControl control) {
        return HostActs.acting("run " + step.name(), () -> {
            Upkeep.Program program = program(system, step);
            List<String> arguments = new ProgramLine(system, program, step.values()).of(program.command());
            if (!ProgramLine.shown(arguments, catalog.current().secrets()).equals(step.line())) {
                throw new TargetException("The catalog says something else under " + step.name()
                        + " than when this was planned. Give the command again.");
            }
            return run(machines.of(system, program), arguments, step.within(), control);
        });
    }

    private static Outcome run(Machine machine, List<String> arguments, Duration within, StepControl control) {
        var last = new String[] {""};
        long begun = System.nanoTime();
        int code = machine.run(arguments, within, line -> {
            control.output(line);
            if (!line.isBlank()) {
                last[0] = line.strip();
                control.progress(line.strip());
            }
        });
        String said = last[0].isEmpty() ? "it printed nothing" : last[0];
        if (code == 0) {
            long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
            return new Outcome.Done("ended with code 0 after " + seconds + " s: " + said);
        }
        throw machine.failed(arguments, code, said);
    }

    @Override
    public Finding inspect(
            ManagedSystem system, RunProgram step, Map<String, String> before, Instant intentAt, Instant now) {
        if (step.risk() == Risk.READ) {
            return new Finding.DidNotHappen(step.name() + " only looks, so it may be run again");
        }
        Upkeep.Program program = program(system, step);
        if (program.check().isEmpty()) {
            return new Finding.CannotTell(step.name() + " was begun on " + step.where()
                    + ", and the catalog names no check that tells whether it was done. Look there.");
        }
        return HostActs.looking(() -> {
            List<String> check = new ProgramLine(system, program, step.values()).of(program.check());
            Machine.Ended ended = machines.of(system, program).run(check);
            return switch (ended.exitCode()) {
                case 0 -> new Finding.Happened("its check says that it was done");
                case 1 -> new Finding.DidNotHappen("its check says that it was not done");
                default -> new Finding.CannotTell("Its check ended with code " + ended.exitCode() + ": "
                        + ended.complaint());
            };
        });
    }

    @Override
    public Outcome undo(ManagedSystem system, RunProgram step, Map<String, String> before, StepControl control) {
        return HostActs.acting("take back " + step.name(), () -> {
            Upkeep.Program program = program(system, step);
            List<String> undo = new ProgramLine(system, program, step.values()).of(program.undo());
            if (undo.isEmpty()) {
                throw new TargetException("The catalog does not say any more how to take it back.");
            }
            return run(machines.of(system, program), undo, step.within(), control);
        });
    }

    private static Upkeep.Program program(ManagedSystem system, RunProgram step) {
        Upkeep.Program program = system.upkeep().commands().get(step.name());
        if (program == null) {
            throw new TargetException("The catalog of " + system.name() + " has no command " + step.name()
                    + " any more. Give the command again.");
        }
        return program;
    }
}
