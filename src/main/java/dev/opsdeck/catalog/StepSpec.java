package dev.opsdeck.catalog;

/**
 * A step as the catalog writes it: a map with one key, which names one of these records. A plain value is its
 * first component.
 */
@Doc("A step: a map with one key that says what is done.")
public sealed interface StepSpec {
    /** Stop and start a service. */
    @Doc("Stops and starts a service.")
    record Restart(
            @Doc("Service to restart.") @ShortForm @RefersTo(RefersTo.Declared.SERVICE)
            String service,

            @Doc("One container after the other.") @Default("false")
            boolean rolling)
            implements StepSpec {}

    /** Start a service that is stopped. */
    @Doc("Starts a service that is stopped.")
    record Start(
            @Doc("Service to start.") @ShortForm @RefersTo(RefersTo.Declared.SERVICE)
            String service) implements StepSpec {}

    /** Stop a service. */
    @Doc("Stops a service.")
    record Stop(
            @Doc("Service to stop.") @ShortForm @RefersTo(RefersTo.Declared.SERVICE)
            String service) implements StepSpec {}

    /** Change how many copies of a service run. */
    @Doc("Changes how many copies of a service run.")
    record Scale(
            @Doc("Service to scale.") @RefersTo(RefersTo.Declared.SERVICE)
            String service,

            @Doc("How many copies shall run.") @Range(min = 0, max = 1000)
            int replicas)
            implements StepSpec {}

    /** Say whether a service runs. */
    @Doc("Says whether a service runs.")
    record Status(
            @Doc("Service to look at.") @ShortForm @RefersTo(RefersTo.Declared.SERVICE)
            String service) implements StepSpec {}

    /** Show the end of a service's output. */
    @Doc("Shows the end of a service's output.")
    record Logs(
            @Doc("Service to look at.") @ShortForm @RefersTo(RefersTo.Declared.SERVICE)
            String service,

            @Doc("How many lines.") @Default("100") @Range(min = 1, max = 100_000)
            int tail)
            implements StepSpec {}

    /** Ask a service whether it is healthy, until it is or its time is up. */
    @Doc("Asks a service whether it is healthy, until it is or its time is up.")
    record Health(
            @Doc("Service to ask.") @ShortForm @RefersTo(RefersTo.Declared.SERVICE)
            String service) implements StepSpec {}

    /** Look at a metric, or at {@code health}, which means every service's. */
    @Doc("Looks at a metric, or at health, which means every service's.")
    record Check(
            @Doc("A metric of the system, or health.") @ShortForm @RefersTo(RefersTo.Declared.CHECK)
            String name) implements StepSpec, ChecklistItem {}

    /** Run a runbook of the same system. */
    @Doc("Runs a runbook of this system.")
    record Run(
            @Doc("Runbook to run.") @ShortForm @RefersTo(RefersTo.Declared.RUNBOOK)
            String runbook) implements StepSpec {}

    /** Something that a person does and confirms. */
    @Doc("Something that a person does and confirms.")
    record Manual(@Doc("What to do.") @ShortForm String text) implements StepSpec, ChecklistItem {}
}
