package dev.opsdeck.target;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.ContainerStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Instance;
import dev.opsdeck.plan.InstanceStatus;
import dev.opsdeck.plan.InstanceStatus.Vitality;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.RestartSteps;
import dev.opsdeck.plan.ServiceChange;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.Target;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.plan.WorkloadStep;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Local processes that opsdeck supervises itself: each service is one. */
@Singleton
final class ProcessTarget implements Target {
    private final LocalProcesses processes;
    private final HttpCheck http;

    ProcessTarget(LocalProcesses processes, HttpCheck http) {
        this.processes = processes;
        this.http = http;
    }

    @Override
    public boolean serves(Runtime runtime) {
        return switch (runtime) {
            case Runtime.Process _ -> true;
            case Runtime.Docker _, Runtime.Compose _, Runtime.Kubernetes _ -> false;
        };
    }

    @Override
    public Map<String, List<InstanceStatus>> look(ManagedSystem system) {
        var shown = new LinkedHashMap<String, List<InstanceStatus>>();
        system.services().values().forEach(service -> shown.put(service.name(), look(system, service)));
        return shown;
    }

    /** One instance, whose id stays the same: it names the service, not the process. */
    @Override
    public List<InstanceStatus> look(ManagedSystem system, Service service) {
        var ref = new ServiceRef(system.name(), service.name());
        Optional<ProcessRecord> process = processes.of(ref).current();
        return List.of(new InstanceStatus(
                new Instance(ref.toString(), service.name()),
                ProcessObserver.state(process),
                process.flatMap(ProcessRecord::alive).isPresent(),
                Vitality.UNCHECKED,
                process.map(ProcessRecord::start).orElse(null),
                0,
                program(service)));
    }

    /** The program's name; where it is installed says nothing to who looks. */
    private static String program(Service service) {
        if (service.process() == null) {
            return "";
        }
        String program = service.process().command().getFirst();
        return program.substring(program.lastIndexOf('/') + 1);
    }

    @Override
    public List<ServiceStep> plan(ManagedSystem system, Service service, ServiceChange change) {
        return switch (change) {
            case ServiceChange.Restart(boolean rolling) ->
                new RestartSteps(system, service, look(system, service)).restart(rolling);
            case ServiceChange.Start _ -> new RestartSteps(system, service, look(system, service)).start();
            case ServiceChange.Stop(boolean remove) -> stop(system, service, remove);
            case ServiceChange.Scale _ -> throw refused(service, "cannot run more than once");
            case ServiceChange.Recreate _ -> throw refused(service, "has nothing to be made anew: restart it");
            case ServiceChange.Build _, ServiceChange.Rebuild _, ServiceChange.Pull _ ->
                throw refused(service, "has no image that could be built or fetched");
            case ServiceChange.Deploy _, ServiceChange.Return _ ->
                throw refused(service, "has no image of which there could be versions");
        };
    }

    private List<ServiceStep> stop(ManagedSystem system, Service service, boolean remove) {
        if (remove) {
            throw refused(service, "leaves nothing behind that could be removed: stop it without --remove");
        }
        return new RestartSteps(system, service, look(system, service)).stop();
    }

    private static TargetException refused(Service service, String why) {
        return new TargetException(service.name() + " is a local process, so it " + why + ".");
    }

    @Override
    public Map<String, String> before(ManagedSystem system, ServiceStep step) {
        return switch (step) {
            case ServiceStep.Restart restart ->
                ProcessIntent.written(processes.of(restart.service()).current());
            case ServiceStep.Start start -> switched(step, start.instance()).written();
            case ServiceStep.Stop stop -> switched(step, stop.instance()).written();
            case ServiceStep.AwaitHealthy _ -> Map.of();
            case ContainerStep container -> throw container.elsewhere();
            case WorkloadStep workload -> throw workload.elsewhere();
        };
    }

    @Override
    public Outcome act(ManagedSystem system, ServiceStep step, Map<String, String> before, StepControl control) {
        Service service = service(system, step);
        return switch (step) {
            case ServiceStep.Restart restart -> new ProcessRestart(processes, restart, before).act(service, control);
            case ServiceStep.Start start ->
                switched(step, start.instance()).start(service, control);
            case ServiceStep.Stop stop -> switched(step, stop.instance()).stop(stop.stopTimeout(), control);
            case ContainerStep container -> throw container.elsewhere();
            case WorkloadStep workload -> throw workload.elsewhere();
            case ServiceStep.AwaitHealthy wait -> {
                var observer = new ProcessObserver(processes, wait.service());
                yield new HealthWait(http, wait, service.health(), observer, control).outcome();
            }
        };
    }

    @Override
    public Finding inspect(
            ManagedSystem system, ServiceStep step, Map<String, String> before, Instant intentAt, Instant now) {
        return switch (step) {
            case ServiceStep.Restart restart
            when !ProcessIntent.readable(before) ->
                new Finding.CannotTell("It was not recorded how "
                        + restart.instance().name() + " was before. Look at its start time.");
            case ServiceStep.Restart restart -> new ProcessRestart(processes, restart, before).inspect();
            case ServiceStep.Start start -> switched(step, start.instance()).inspect(true);
            case ServiceStep.Stop stop -> switched(step, stop.instance()).inspect(false);
            case ContainerStep container -> throw container.elsewhere();
            case WorkloadStep workload -> throw workload.elsewhere();
            case ServiceStep.AwaitHealthy _ -> new Finding.DidNotHappen("Looking at health changes nothing");
        };
    }

    @Override
    public Outcome undo(ManagedSystem system, ServiceStep step, Map<String, String> before, StepControl control) {
        Service service = service(system, step);
        return switch (step) {
            case ServiceStep.Start start ->
                switched(step, start.instance()).as(before, service, start.stopTimeout(), control);
            case ServiceStep.Stop stop ->
                switched(step, stop.instance()).as(before, service, stop.stopTimeout(), control);
            case ServiceStep.Restart _, ServiceStep.AwaitHealthy _ ->
                new Outcome.Done("there is nothing to put back");
            case ContainerStep container -> throw container.elsewhere();
            case WorkloadStep workload -> throw workload.elsewhere();
        };
    }

    private ProcessSwitch switched(ServiceStep step, Instance instance) {
        return new ProcessSwitch(processes, step.service(), instance);
    }

    private static Service service(ManagedSystem system, ServiceStep step) {
        return Optional.ofNullable(system.services().get(step.service().service()))
                .orElseThrow(() -> new TargetException(
                        step.service() + " is not in the catalog any more. Give the command again."));
    }
}
