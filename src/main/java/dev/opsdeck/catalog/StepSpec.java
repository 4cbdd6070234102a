package dev.opsdeck.catalog;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
            String service) implements StepSpec, Probe {}

    /**
     * Show the end of a service's output. As a probe it measures {@code lines}, how many fit.
     *
     * @param grep regular expression that a line must contain; null for all lines
     * @param since how far back; null for as far as {@code tail} goes
     * @param level only lines of this level and worse; null for all
     * @param critical from how many fitting lines on it is critical; null for never
     * @param warning from how many fitting lines on it is a warning; null for never
     */
    @Doc("Shows the end of a service's output; as a probe it measures lines, how many fit.")
    record Logs(
            @Doc("Service to look at.") @ShortForm @RefersTo(RefersTo.Declared.SERVICE)
            String service,

            @Doc("How many lines.") @Default("100") @Range(min = 1, max = 100_000)
            int tail,

            @Doc("Regular expression that a line must contain.") @Nullable
            Pattern grep,

            @Doc("How far back.") @Nullable Duration since,

            @Doc("Only lines of this level and worse.") @Nullable
            LogLevel level,

            @Doc("From how many fitting lines on it is critical, such as \"> 10\".") @Nullable
            Threshold critical,

            @Doc("From how many fitting lines on it is a warning.") @Nullable
            Threshold warning)
            implements StepSpec, Probe {
        @Override
        public Thresholds usual() {
            return new Thresholds(critical, warning, null);
        }
    }

    /** Ask a service whether it is healthy, until it is or its time is up. */
    @Doc("Asks a service whether it is healthy, until it is or its time is up.")
    record Health(
            @Doc("Service to ask.") @ShortForm @RefersTo(RefersTo.Declared.SERVICE)
            String service) implements StepSpec, Probe {}

    /** Look at a check, a metric, or at {@code health}, which means every service's. */
    @Doc("Looks at a check or a metric, or at health, which means every service's.")
    record Check(
            @Doc("A check or metric of the system, or health.") @ShortForm @RefersTo(RefersTo.Declared.CHECK)
            String name)
            implements StepSpec, Probe, ChecklistItem {}

    /** Run a runbook of the same system. */
    @Doc("Runs a runbook of this system.")
    record Run(
            @Doc("Runbook to run.") @ShortForm @RefersTo(RefersTo.Declared.RUNBOOK)
            String runbook) implements StepSpec {}

    /** Run a program of the catalog. */
    @Doc("Runs a program of the catalog.")
    record Exec(
            @Doc("Which of the catalog's commands.") @ShortForm @RefersTo(RefersTo.Declared.COMMAND)
            String command,

            @Doc("Values of its parameters.") Map<String, String> values)
            implements StepSpec {}

    /** Block an address in a web server, or let it in again. */
    @Doc("Blocks an address or range in a web server.")
    record Block(
            @Doc("Address or range, such as 203.0.113.9 or 2001:db8::/48.") @ShortForm
            String address,

            @Doc("Web server; the only one when left out.") @Nullable @RefersTo(RefersTo.Declared.WEB_SERVER)
            String webServer,

            @Doc("Lets it in again instead.") @Default("false")
            boolean unblock)
            implements StepSpec {}

    /** Turn the maintenance page of a web server on or off. */
    @Doc("Has a web server answer 503 to everybody, or no longer.")
    record MaintenancePage(
            @Doc("Whether it is turned on.") @ShortForm boolean on,

            @Doc("Web server; the only one when left out.") @Nullable @RefersTo(RefersTo.Declared.WEB_SERVER)
            String webServer)
            implements StepSpec {}

    /** Have a web server read its configuration anew. */
    @Doc("Tests the configuration of a web server and has it read anew.")
    record Reload(
            @Doc("Web server.") @ShortForm @RefersTo(RefersTo.Declared.WEB_SERVER)
            String webServer)
            implements StepSpec {}

    /** Replace a secret by a new one. */
    @Doc("Replaces a secret by a new one.")
    record Rotate(
            @Doc("Secret to replace.") @ShortForm @RefersTo(RefersTo.Declared.SECRET)
            String secret)
            implements StepSpec {}

    /** Renew a certificate. */
    @Doc("Renews a certificate.")
    record Renew(
            @Doc("Certificate to renew.") @ShortForm @RefersTo(RefersTo.Declared.CERTIFICATE)
            String certificate)
            implements StepSpec {}

    /** Rotate logs. */
    @Doc("Rotates logs.")
    record RotateLogs(
            @Doc("Logs to rotate.") @ShortForm @RefersTo(RefersTo.Declared.LOG)
            String logs) implements StepSpec {}

    /** Something that a person does and confirms. */
    @Doc("Something that a person does and confirms.")
    record Manual(@Doc("What to do.") @ShortForm String text) implements StepSpec, ChecklistItem {}
}
