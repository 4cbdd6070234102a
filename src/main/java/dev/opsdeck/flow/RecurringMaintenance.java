package dev.opsdeck.flow;

import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.Maintenance;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.RecurringWindow;
import dev.opsdeck.routine.RecurringTimes;
import dev.opsdeck.routine.Window;
import dev.opsdeck.routine.WindowStore;
import dev.opsdeck.routine.WindowStore.NewWindow;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Plans the windows that the catalog repeats, each once, when it is time to announce it; takes back those that the
 * catalog does not have any more. From there on they are windows as any other.
 */
@Singleton
final class RecurringMaintenance implements Regular {
    /** How much later than asked for an announcement may be before that is said. */
    private static final Duration PUNCTUAL = Duration.ofMinutes(5);

    private final LiveCatalog catalog;
    private final WindowStore windows;
    private final MaintenanceCourse course;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Jdbi jdbi;
    private final Clock clock;

    RecurringMaintenance(
            LiveCatalog catalog,
            WindowStore windows,
            MaintenanceCourse course,
            AuditTrail audit,
            Journaled journaled,
            Jdbi jdbi,
            Clock clock) {
        this.catalog = catalog;
        this.windows = windows;
        this.course = course;
        this.audit = audit;
        this.journaled = journaled;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Override
    public String task() {
        return "recurring-maintenance";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void run() {
        for (ManagedSystem system : catalog.current().systems().values()) {
            jdbi.useTransaction(tx -> withdraw(tx, system));
            system.maintenance().recurring().values().forEach(rule -> plan(system, rule));
        }
    }

    private void withdraw(Handle tx, ManagedSystem system) {
        Instant now = clock.instant();
        List<Window> outdated = windows.of(tx, system.name()).stream()
                .filter(window -> window.state() == Window.State.PLANNED
                        && window.startsAt().isAfter(now))
                .filter(window -> isOutdated(system.maintenance(), window))
                .toList();
        for (Window window : outdated) {
            windows.lock(tx, window.id())
                    .filter(still -> still.state() == Window.State.PLANNED)
                    .ifPresent(still -> {
                        course.cancel(tx, still, still.requester());
                        record(tx, still, "withdrawn");
                    });
        }
    }

    private static boolean isOutdated(Maintenance maintenance, Window window) {
        if (window.recurring() == null) {
            return false;
        }
        RecurringWindow rule = maintenance.recurring().get(window.recurring());
        return rule == null || !RecurringTimes.fits(rule, maintenance.zone(), window);
    }

    private void plan(ManagedSystem system, RecurringWindow rule) {
        Instant now = clock.instant();
        Maintenance maintenance = system.maintenance();
        Instant horizon = now.plus(maintenance.notice());
        Optional<Instant> start = RecurringTimes.next(rule, maintenance.zone(), now);
        while (start.isPresent() && !start.get().isAfter(horizon)) {
            Instant begins = start.get();
            jdbi.useTransaction(tx -> plan(tx, system, rule, begins));
            start = RecurringTimes.next(rule, maintenance.zone(), begins);
        }
    }

    private void plan(Handle tx, ManagedSystem system, RecurringWindow rule, Instant begins) {
        Instant now = clock.instant();
        Instant ends = begins.plus(rule.lasts());
        boolean taken = windows.of(tx, system.name()).stream()
                .anyMatch(other -> other.startsAt().isBefore(ends) && begins.isBefore(other.endsAt()));
        if (taken) {
            // Planned already, or others work on the system then: looked at again until it would begin.
            return;
        }
        Instant asked = begins.minus(system.maintenance().notice());
        var wanted = new NewWindow(
                system.name(),
                begins,
                ends,
                rule.reason(),
                "schedule:" + rule.name(),
                now.isAfter(asked.plus(PUNCTUAL)),
                false,
                rule.name(),
                rule.byItself());
        course.planOnce(tx, wanted).ifPresent(window -> record(tx, window, "planned"));
    }

    private void record(Handle tx, Window window, String what) {
        audit.append(
                tx,
                journaled.entry(
                        window.requester(),
                        "maintenance-" + what,
                        window.system(),
                        Map.of(
                                "maintenance",
                                window.id(),
                                "starts",
                                window.startsAt().toString())));
    }
}
