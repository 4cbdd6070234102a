package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Upkeep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.HostStep.SwitchMaintenance;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.target.net.HttpGet;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** Turns a maintenance page on or off, and sees from outside that it is. Doing it twice is the same as once. */
@Singleton
final class MaintenanceHandler implements StepHandler<SwitchMaintenance> {
    private static final String ON = "on";
    private static final int UNAVAILABLE = 503;
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** How long a web server may go on answering as before; those that read anew finish what they are at. */
    private static final Duration LATEST = Duration.ofSeconds(20);

    private final WebServers servers;
    private final HttpGet http;

    MaintenanceHandler(WebServers servers, HttpGet http) {
        this.servers = servers;
        this.http = http;
    }

    @Override
    public Class<SwitchMaintenance> kind() {
        return SwitchMaintenance.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, SwitchMaintenance step) {
        return HostActs.looking(() -> Map.of(ON, String.valueOf(isOn(place(system, step)))));
    }

    private record Place(Machine machine, Upkeep.WebServer server, Upkeep.MaintenanceMode mode) {
        RemoteFile file() {
            return new RemoteFile(machine, Objects.requireNonNull(mode.flag() == null ? mode.include() : mode.flag()));
        }
    }

    private Place place(ManagedSystem system, SwitchMaintenance step) {
        Upkeep.WebServer server = WebServers.of(system, step.name());
        Upkeep.MaintenanceMode mode = server.maintenance();
        if (mode == null) {
            throw new TargetException(
                    "The catalog does not say any more how " + step.name() + " is set to its maintenance page.");
        }
        return new Place(servers.machine(system, server), server, mode);
    }

    private static boolean isOn(Place place) {
        return place.mode().flag() == null
                ? !place.file().text().orElse("").isBlank()
                : place.file().exists();
    }

    @Override
    public Outcome act(ManagedSystem system, SwitchMaintenance step, Map<String, String> before, StepControl control) {
        String tried = "turn the maintenance page " + (step.on() ? "on" : "off");
        return HostActs.acting(tried, () -> {
            Place place = place(system, step);
            set(place, step.on(), control);
            int wanted = step.on() ? UNAVAILABLE : step.expect();
            String seen = await(place.mode(), wanted, control);
            if (seen.equals(String.valueOf(wanted))) {
                return new Outcome.Done(step.url() + " answers " + seen);
            }
            set(place, Boolean.parseBoolean(before.get(ON)), control);
            return new Outcome.Failed(
                    step.url() + " answers " + seen + " and not " + wanted + " with the maintenance page "
                            + (step.on() ? "on" : "off") + ", so it was put back. "
                            + (step.on()
                                    ? "Check that the configuration of " + step.name() + " looks for "
                                            + place.file().path() + "."
                                    : "Check what is behind it before users are let in again."),
                    false);
        });
    }

    private void set(Place place, boolean on, StepControl control) {
        RemoteFile file = place.file();
        if (place.mode().flag() == null) {
            servers.change(
                    place.machine(), place.server(), file, on ? place.mode().content().strip() + "\n" : "", control);
        } else if (on) {
            file.write("", "644");
        } else {
            file.remove();
        }
    }

    /** The status that it ends with, or what else came of asking. */
    private String await(Upkeep.MaintenanceMode mode, int wanted, StepControl control) {
        long until = System.nanoTime() + LATEST.toNanos();
        while (true) {
            String seen = ask(mode);
            if (seen.equals(String.valueOf(wanted)) || System.nanoTime() > until || !control.pause(PAUSE)) {
                return seen;
            }
            control.progress("it answers " + seen + " still");
        }
    }

    private String ask(Upkeep.MaintenanceMode mode) {
        try {
            var question = new HttpGet.Question(URI.create(mode.url()), Map.of(), 0, true);
            return String.valueOf(http.ask(question, ANSWER).status());
        } catch (IOException e) {
            return "not at all";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "not in time";
        }
    }

    @Override
    public Finding inspect(
            ManagedSystem system, SwitchMaintenance step, Map<String, String> before, Instant intentAt, Instant now) {
        return new Finding.DidNotHappen("Setting it once more does no harm");
    }

    @Override
    public Outcome undo(ManagedSystem system, SwitchMaintenance step, Map<String, String> before, StepControl control) {
        return HostActs.acting("put back the maintenance page", () -> {
            boolean was = Boolean.parseBoolean(before.get(ON));
            set(place(system, step), was, control);
            return new Outcome.Done("the maintenance page is " + (was ? "on" : "off") + " as before");
        });
    }
}
