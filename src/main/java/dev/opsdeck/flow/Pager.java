package dev.opsdeck.flow;

import dev.opsdeck.access.Actor;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.incident.PageAnswers;
import dev.opsdeck.incident.Paging;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.message.PageCard;
import dev.opsdeck.message.Urgency;
import dev.opsdeck.oncall.Hook;
import dev.opsdeck.oncall.HookStore;
import dev.opsdeck.oncall.Page;
import dev.opsdeck.oncall.PageStore;
import dev.opsdeck.run.TaskTable;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Asks people to answer, one after the other, each once, until one acknowledges. */
@Singleton
final class Pager implements Paging, Timer {
    /** For those who are paged by what is not in the catalog any more. */
    private static final Callees.Called NOBODY = new Callees.Called(List.of(), Duration.ofMinutes(5), List.of());

    private final PageStore pages;
    private final HookStore hooks;
    private final Callees callees;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final BeanProvider<PageAnswers> listeners;
    private final LiveCatalog catalog;
    private final Jdbi jdbi;
    private final Clock clock;

    Pager(
            PageStore pages,
            HookStore hooks,
            Callees callees,
            Outbox outbox,
            AuditTrail audit,
            Journaled journaled,
            BeanProvider<PageAnswers> listeners,
            LiveCatalog catalog,
            Jdbi jdbi,
            Clock clock) {
        this.pages = pages;
        this.hooks = hooks;
        this.callees = callees;
        this.outbox = outbox;
        this.audit = audit;
        this.journaled = journaled;
        this.listeners = listeners;
        this.catalog = catalog;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Override
    public void page(Handle tx, String system, String role, String text, String key) {
        begin(tx, new PageStore.NewPage(key, system, role, text, null, null));
    }

    @Override
    public void answered(Handle tx, long incident, String user) {
        Instant now = clock.instant();
        for (long id : pages.open(tx, Paging.keyOf(incident))) {
            pages.lock(tx, id)
                    .filter(page -> page.state() == Page.State.OPEN)
                    .ifPresent(page -> end(tx, page, user, now));
        }
    }

    private Page end(Handle tx, Page page, String user, Instant now) {
        pages.end(tx, page.id(), Page.State.ACKNOWLEDGED, user, now);
        Page after = pages.find(tx, page.id()).orElseThrow();
        show(tx, after);
        hooks.places(tx, page.id()).forEach(place -> hook(tx, page, place, Hook.Event.ACKNOWLEDGE, now));
        return after;
    }

    @Override
    public List<String> people(String system, String role) {
        return callees.find(system, role)
                .map(called -> called.people().stream().limit(1).toList())
                .orElse(List.of());
    }

    /** Begins a page as part of the transaction; empty when its key was seen before. */
    Optional<Long> begin(Handle tx, PageStore.NewPage page) {
        Instant now = clock.instant();
        Optional<Long> id = pages.create(tx, page, now);
        id.ifPresent(created -> TaskTable.schedule(tx, task(), Long.toString(created), now));
        return id;
    }

    @Override
    public String task() {
        return "page";
    }

    @Override
    public Optional<Instant> due(long id) {
        Page seen = jdbi.withHandle(handle -> pages.find(handle, id)).orElseThrow();
        Instant now = clock.instant();
        if (seen.state() != Page.State.OPEN) {
            return Optional.empty();
        }
        if (now.isBefore(seen.nextAt())) {
            return Optional.of(seen.nextAt());
        }
        // Slack may have to be asked who they are, for which no transaction waits.
        Callees.Called called =
                seen.asked() == 0 ? callees.find(seen.system(), seen.callee()).orElse(NOBODY) : null;
        return jdbi.inTransaction(tx -> next(tx, id, called, now));
    }

    private Optional<Instant> next(Handle tx, long id, Callees.@Nullable Called called, Instant now) {
        Page before = pages.lock(tx, id).orElseThrow();
        if (before.state() != Page.State.OPEN || now.isBefore(before.nextAt())) {
            return Optional.of(now);
        }
        String by = answeredElsewhere(tx, before);
        if (by != null) {
            end(tx, before, by, now);
            return Optional.empty();
        }
        if (called != null && before.asked() == 0) {
            pages.people(tx, id, called.people(), called.within());
            called.webhooks().forEach(place -> hook(tx, before, place, Hook.Event.TRIGGER, now));
        }
        Page page = pages.find(tx, id).orElseThrow();
        return page.asked() < page.people().size() ? ask(tx, page, now) : unanswered(tx, page, now);
    }

    /** Who acknowledged the incident that it is about since it began; null for nobody. */
    private @Nullable String answeredElsewhere(Handle tx, Page page) {
        return Paging.incidentOf(page.key())
                .flatMap(number -> tx.createQuery(
                                "select acknowledged_by from incident where id = :id and acknowledged_at >= :since")
                        .bind("id", number)
                        .bind("since", page.createdAt().atOffset(ZoneOffset.UTC))
                        .mapTo(String.class)
                        .findOne())
                .orElse(null);
    }

    private Optional<Instant> ask(Handle tx, Page page, Instant now) {
        Instant until = now.plus(page.within());
        pages.asked(tx, page.id(), page.asked() + 1, until);
        Page after = pages.find(tx, page.id()).orElseThrow();
        show(tx, after);
        audit.append(
                tx,
                entry(after, "opsdeck", "page", Map.of("asked", page.people().get(page.asked()))));
        return Optional.of(until);
    }

    private Optional<Instant> unanswered(Handle tx, Page page, Instant now) {
        pages.end(tx, page.id(), Page.State.UNANSWERED, null, now);
        Page after = pages.find(tx, page.id()).orElseThrow();
        show(tx, after);
        String channel = page.channel() == null ? channel(page.system()) : page.channel();
        if (channel != null) {
            outbox.post(tx, key(page) + ":unanswered", channel, PageCard.unanswered(after), null);
        }
        audit.append(tx, entry(after, "opsdeck", "page-unanswered", Map.of()));
        return Optional.empty();
    }

    private @Nullable String channel(String system) {
        ManagedSystem of = catalog.current().systems().get(system);
        return of == null ? null : of.channels().ops();
    }

    private void hook(Handle tx, Page page, String place, Hook.Event event, Instant now) {
        hooks.create(tx, page.id(), page.system(), place, event, now)
                .ifPresent(id -> TaskTable.schedule(tx, WebhookDelivery.TASK, Long.toString(id), now));
    }

    /** What there is to say to somebody who acknowledges; empty when there is no such page. */
    Optional<Page> acknowledge(Handle tx, Actor actor, long id) {
        // Whoever answers an incident holds it before its pages: so does this, or both would wait for each other.
        pages.find(tx, id)
                .flatMap(page -> Paging.incidentOf(page.key()))
                .ifPresent(incident -> tx.execute("select 1 from incident where id = ? for update", incident));
        Page page = pages.lock(tx, id).orElse(null);
        if (page == null || page.state() == Page.State.ACKNOWLEDGED) {
            return Optional.ofNullable(page);
        }
        Page after = end(tx, page, actor.id(), clock.instant());
        listeners.stream().forEach(listener -> listener.acknowledged(tx, page.key(), actor.id(), actor.name()));
        audit.append(tx, entry(after, actor.id(), "page-acknowledged", Map.of()));
        return Optional.of(after);
    }

    /** Everybody who was asked sees how it stands, and so does the channel that it was asked in. */
    private void show(Handle tx, Page page) {
        if (page.channel() != null) {
            outbox.desire(tx, key(page), page.channel(), PageCard.of(page), Urgency.FINAL);
        }
        page.asking()
                .forEach(person -> outbox.desire(
                        tx, key(page) + ":to:" + person, person, PageCard.to(person, page), Urgency.FINAL));
    }

    private static String key(Page page) {
        return "page:" + page.id();
    }

    private dev.opsdeck.audit.AuditEntry entry(Page page, String actor, String action, Map<String, ?> detail) {
        var all = new java.util.TreeMap<String, Object>(detail);
        all.put("page", page.id());
        all.put("callee", page.callee());
        return journaled.entry(actor, action, page.system(), all);
    }
}
