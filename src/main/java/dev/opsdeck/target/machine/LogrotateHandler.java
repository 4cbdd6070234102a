package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.HostStep.RunLogrotate;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Has logrotate rotate what is due. */
@Singleton
final class LogrotateHandler implements StepHandler<RunLogrotate> {
    private final Machines machines;

    LogrotateHandler(Machines machines) {
        this.machines = machines;
    }

    @Override
    public Class<RunLogrotate> kind() {
        return RunLogrotate.class;
    }

    @Override
    public Outcome act(ManagedSystem system, RunLogrotate step, Map<String, String> before, StepControl control) {
        return HostActs.acting("rotate " + step.name(), () -> {
            Machine machine = machines.of(system, LogCopies.logs(system, step.name()));
            List<String> arguments = List.of("logrotate", "--verbose", step.file());
            var due = new AtomicInteger();
            var notDue = new AtomicInteger();
            var error = new String[] {"its output says why"};
            int code = machine.run(arguments, step.timeout(), line -> {
                control.output(line);
                if (line.contains("log needs rotating")) {
                    due.incrementAndGet();
                } else if (line.contains("log does not need rotating")) {
                    notDue.incrementAndGet();
                } else if (line.startsWith("error:")) {
                    error[0] = line;
                }
            });
            if (code != 0) {
                throw machine.failed(arguments, code, error[0]);
            }
            return new Outcome.Done(due + " rotated, " + notDue + " not due");
        });
    }

    @Override
    public Finding inspect(
            ManagedSystem system, RunLogrotate step, Map<String, String> before, Instant intentAt, Instant now) {
        return new Finding.DidNotHappen("logrotate knows what it has rotated, so it may run once more");
    }
}
