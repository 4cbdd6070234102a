package dev.opsdeck.flow;

import dev.opsdeck.audit.AuditEntry;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.Check;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.incident.Paging;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.MonitorCard;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.message.Next;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.probe.Examiner;
import dev.opsdeck.probe.Finding;
import dev.opsdeck.probe.Level;
import dev.opsdeck.probe.Question;
import dev.opsdeck.probe.Questions;
import dev.opsdeck.routine.Monitor;
import dev.opsdeck.routine.MonitorStore;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the checks that are monitors when they are due, and tells the system's channel when their state changes. */
@Singleton
final class Monitors {
    /** How often it is looked which are due: no check is asked more often. */
    static final Duration LOOK = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Monitors.class);

    /** Spares the database the question; it alone decides which are due. */
    private final Map<String, Instant> notBefore = new ConcurrentHashMap<>();

    private final LiveCatalog catalog;
    private final MonitorStore store;
    private final Examiner examiner;
    private final Outbox outbox;
    private final Grammar grammar;
    private final AuditTrail audit;
    private final HomeNews homeNews;
    private final Paging paging;
    private final IncidentTimeline incidents;
    private final Jdbi jdbi;
    private final Clock clock;
    private volatile boolean closed;

    Monitors(
            LiveCatalog catalog,
            MonitorStore store,
            Examiner examiner,
            Outbox outbox,
            Grammar grammar,
            AuditTrail audit,
            HomeNews homeNews,
            Paging paging,
            IncidentTimeline incidents,
            Jdbi jdbi,
            Clock clock) {
        this.catalog = catalog;
        this.store = store;
        this.examiner = examiner;
        this.outbox = outbox;
        this.grammar = grammar;
        this.audit = audit;
        this.homeNews = homeNews;
        this.paging = paging;
        this.incidents = incidents;
        this.jdbi = jdbi;
        this.clock = clock;
        catalog.onReload((_, next) -> next.systems().values().forEach(this::forgetOthers));
    }

    /** Asks all that are due, without waiting for the answers: one that is slow holds up no other. */
    void run() {
        for (ManagedSystem system : catalog.current().systems().values()) {
            system.checks().values().stream()
                    .filter(check -> check.every() != null)
                    .forEach(check -> askIfDue(system, check));
        }
    }

    private void askIfDue(ManagedSystem system, Check check) {
        String key = system.name() + "/" + check.name();
        Instant now = clock.instant();
        Duration every = Objects.requireNonNull(check.every());
        if (now.isBefore(notBefore.getOrDefault(key, Instant.MIN))) {
            return;
        }
        notBefore.put(key, now.plus(every));
        List<Question> questions = Questions.named(system, check.name()).orElse(List.of());
        store.take(system.name(), check.name(), every, now)
                .filter(_ -> !questions.isEmpty())
                .ifPresent(before -> examiner.examine(system, questions)
                        .thenAccept(findings -> seen(system, check, before, findings.getFirst()))
                        .exceptionally(failure -> {
                            if (!closed) {
                                LOG.error("What the monitor {} saw could not be put on record", key, failure);
                            }
                            return null;
                        }));
    }

    /** Questions may still be out; whoever runs next asks them again. */
    @PreDestroy
    void close() {
        closed = true;
    }

    private void seen(ManagedSystem system, Check check, Monitor before, Finding worst) {
        Instant now = clock.instant();
        Monitor after = before.after(worst, check.lasting(), check.recovery(), now);
        jdbi.useTransaction(tx -> {
            if (store.put(tx, before, after)) {
                after.newsSince(before).ifPresent(level -> tell(tx, system, check, before, after, now));
            }
        });
    }

    private void tell(Handle tx, ManagedSystem system, Check check, Monitor before, Monitor after, Instant now) {
        tx.afterCommit(homeNews::changed);
        String channel = system.channels().ops();
        if (channel != null) {
            boolean recovered = !after.level().needsAttention();
            Message message = recovered
                    ? MonitorCard.recovered(after, check.subject(), before, now)
                    : MonitorCard.alarm(
                            after, check.subject(), before.level(), now, next(system, after), key(after, after.told()));
            outbox.post(tx, key(after, after.told()), channel, message, thread(before, after));
        }
        page(tx, system, check, after);
        incidents.alert(
                tx,
                system.name(),
                "monitor " + after.check(),
                after.check() + " is " + after.level().name().toLowerCase(Locale.ROOT) + ": " + after.seen(),
                key(after, after.told()) + ":" + after.level());
        audit.append(
                tx,
                new AuditEntry(
                        now,
                        "opsdeck",
                        "monitor",
                        system.name(),
                        Map.of(
                                "check", after.check(),
                                "from", before.level().name(),
                                "to", after.level().name(),
                                "seen", after.seen())));
    }

    /** Each alarm pages once, however long it lasts. */
    private void page(Handle tx, ManagedSystem system, Check check, Monitor after) {
        if (check.page() != null && after.level() == Level.CRITICAL) {
            paging.page(
                    tx,
                    system.name(),
                    check.page(),
                    Mrkdwn.escape(after.check() + " of " + system.name() + " is critical: " + after.seen()),
                    key(after, after.told()));
        }
    }

    /** A recovery answers the alarm; an alarm is for everybody to see. */
    private static @Nullable String thread(Monitor before, Monitor after) {
        return after.level().needsAttention() || before.told() == 0 ? null : key(before, before.told());
    }

    private static String key(Monitor monitor, int told) {
        return "monitor:" + monitor.system() + "/" + monitor.check() + ":" + told;
    }

    private List<Next> next(ManagedSystem system, Monitor monitor) {
        List<Next> next = new ArrayList<>();
        next.add(new Next("Check again", grammar.canonical(new Command.Check(system.name() + "/" + monitor.check()))));
        system.playbooks().values().stream()
                .filter(playbook -> playbook.diagnose().stream()
                        .anyMatch(probe -> probe instanceof dev.opsdeck.catalog.StepSpec.Check(String name)
                                && name.equals(monitor.check())))
                .limit(3)
                .forEach(playbook -> next.add(new Next(
                        "Diagnose " + playbook.name(),
                        grammar.canonical(new Command.Diagnose(system.name() + "/" + playbook.name())))));
        return next;
    }

    private void forgetOthers(ManagedSystem system) {
        store.keepOnly(
                system.name(),
                system.checks().values().stream()
                        .filter(check -> check.every() != null)
                        .map(Check::name)
                        .toList());
    }
}
