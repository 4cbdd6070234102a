package dev.opsdeck.flow;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.message.MaintenanceCard;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.message.Urgency;
import dev.opsdeck.routine.Window;
import dev.opsdeck.routine.WindowStore;
import dev.opsdeck.run.TaskTable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The course of a maintenance window: who is told what, and when. */
@Singleton
final class MaintenanceCourse implements Timer {
    /** How often it is told again that a window is overrun. */
    private static final Duration AGAIN = Duration.ofMinutes(30);

    /** Begins and ends what begins and ends by itself. */
    private static final String SYSTEM = "opsdeck";

    private static final Duration BUSY = Duration.ofMinutes(1);

    private final WindowStore windows;
    private final Outbox outbox;
    private final AlertCards alerts;
    private final Checklists checklists;
    private final LiveCatalog catalog;
    private final Jdbi jdbi;
    private final Clock clock;

    MaintenanceCourse(
            WindowStore windows,
            Outbox outbox,
            AlertCards alerts,
            Checklists checklists,
            LiveCatalog catalog,
            Jdbi jdbi,
            Clock clock) {
        this.windows = windows;
        this.outbox = outbox;
        this.alerts = alerts;
        this.checklists = checklists;
        this.catalog = catalog;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Plans and announces it. */
    Window plan(Handle tx, WindowStore.NewWindow wanted) {
        Window window = planQuietly(tx, wanted);
        show(tx, window);
        return window;
    }

    /** Plans and announces a time of a rule, unless it was planned before. */
    Optional<Window> planOnce(Handle tx, WindowStore.NewWindow wanted) {
        Instant now = clock.instant();
        Optional<Window> planned = windows.planOnce(tx, wanted, now);
        planned.ifPresent(window -> {
            TaskTable.schedule(tx, task(), Long.toString(window.id()), now);
            show(tx, window);
        });
        return planned;
    }

    /** Plans what begins at once, and is announced then. */
    Window planQuietly(Handle tx, WindowStore.NewWindow wanted) {
        Instant now = clock.instant();
        Window window = windows.plan(tx, wanted, now);
        TaskTable.schedule(tx, task(), Long.toString(window.id()), now);
        return window;
    }

    Window begin(Handle tx, Window window, String by) {
        Window begun = windows.begin(tx, window, by, clock.instant());
        show(tx, begun);
        announce(tx, begun, "begun", MaintenanceCard.begun(begun));
        return begun;
    }

    /** It writes to the audit trail, so call it last. */
    Window end(Handle tx, Window window, String by) {
        Window ended = windows.end(tx, window, by, clock.instant());
        show(tx, ended);
        announce(tx, ended, "ended", MaintenanceCard.ended(ended));
        alerts.showOpen(tx, ended.system());
        ManagedSystem system = system(ended);
        open(tx, ended, system == null ? null : system.maintenance().after());
        return ended;
    }

    void cancel(Handle tx, Window window, String by) {
        Window cancelled = windows.cancel(tx, window, by, clock.instant());
        show(tx, cancelled);
        announce(tx, cancelled, "cancelled", MaintenanceCard.cancelled(cancelled));
    }

    @Override
    public String task() {
        return "maintenance";
    }

    @Override
    public Optional<Instant> due(long id) {
        return jdbi.inTransaction(tx -> {
            Window window = windows.lock(tx, id).orElseThrow();
            Instant now = clock.instant();
            return switch (window.state()) {
                case PLANNED -> planned(tx, window, now);
                case OPEN -> open(tx, window, now);
                case ENDED, CANCELLED -> Optional.<Instant>empty();
            };
        });
    }

    private Optional<Instant> planned(Handle tx, Window window, Instant now) {
        ManagedSystem system = system(window);
        Instant remind = window.startsAt()
                .minus(system == null ? Duration.ZERO : system.maintenance().remind());
        if (now.isBefore(remind)) {
            return Optional.of(remind);
        }
        if (now.isBefore(window.startsAt())) {
            boolean first = announce(tx, window, "soon", MaintenanceCard.soon(window, now));
            if (first && system != null) {
                open(tx, window, system.maintenance().before());
            }
            return Optional.of(window.startsAt());
        }
        if (!now.isBefore(window.endsAt())) {
            windows.cancel(tx, window, SYSTEM, now);
            show(tx, windows.lock(tx, window.id()).orElseThrow());
            announce(tx, window, "lapsed", MaintenanceCard.lapsed(window));
            return Optional.empty();
        }
        if (window.byItself()) {
            return Optional.of(beginByItself(tx, window, now));
        }
        String ops = channel(window);
        if (ops != null) {
            outbox.post(tx, key(window) + ":due", ops, MaintenanceCard.due(window), null);
        }
        return Optional.of(window.endsAt());
    }

    /** While others work on the system it waits for them. */
    private Instant beginByItself(Handle tx, Window window, Instant now) {
        boolean busy = windows.of(tx, window.system()).stream().anyMatch(one -> one.state() == Window.State.OPEN);
        if (busy) {
            return now.plus(BUSY);
        }
        begin(tx, window, SYSTEM);
        return window.endsAt();
    }

    private Optional<Instant> open(Handle tx, Window window, Instant now) {
        if (now.isBefore(window.endsAt())) {
            return Optional.of(window.endsAt());
        }
        if (SYSTEM.equals(window.startedBy())) {
            end(tx, window, SYSTEM);
            return Optional.empty();
        }
        long round = Duration.between(window.endsAt(), now).dividedBy(AGAIN);
        announce(tx, window, "overrun:" + round, MaintenanceCard.overrun(window, now));
        return Optional.of(window.endsAt().plus(AGAIN.multipliedBy(round + 1)));
    }

    /** The catalog's checklist for this point of the course, in the system's channel. */
    private void open(Handle tx, Window window, @Nullable String checklist) {
        ManagedSystem system = system(window);
        String ops = channel(window);
        if (system != null
                && ops != null
                && checklist != null
                && system.checklists().containsKey(checklist)) {
            checklists.open(
                    tx,
                    system,
                    system.checklists().get(checklist),
                    ops,
                    window.recurring() == null ? window.requester() : null);
        }
    }

    private void show(Handle tx, Window window) {
        for (String channel : channels(window)) {
            outbox.desire(tx, key(window) + ":" + channel, channel, MaintenanceCard.of(window), Urgency.FINAL);
        }
    }

    /** @return whether it was told for the first time */
    private boolean announce(Handle tx, Window window, String what, Message message) {
        boolean first = false;
        for (String channel : channels(window)) {
            String key = key(window) + ":" + what + ":" + channel;
            first |= !outbox.known(tx, key);
            outbox.post(tx, key, channel, message, null);
        }
        return first;
    }

    private static String key(Window window) {
        return "maintenance:" + window.id();
    }

    private Set<String> channels(Window window) {
        var channels = new LinkedHashSet<String>();
        String ops = channel(window);
        if (ops != null) {
            channels.add(ops);
        }
        ManagedSystem system = system(window);
        if (system != null) {
            channels.addAll(system.maintenance().channels());
        }
        return channels;
    }

    private @Nullable String channel(Window window) {
        ManagedSystem system = system(window);
        return system == null ? null : system.channels().ops();
    }

    private @Nullable ManagedSystem system(Window window) {
        return catalog.current().systems().get(window.system());
    }
}
