package dev.opsdeck.flow;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Webhook;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.oncall.Hook;
import dev.opsdeck.oncall.HookStore;
import dev.opsdeck.oncall.Page;
import dev.opsdeck.oncall.PageStore;
import dev.opsdeck.oncall.PagerService;
import dev.opsdeck.probe.Masking;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Tells pager services of pages, again and again until they take it. */
@Singleton
final class WebhookDelivery implements Timer {
    static final String TASK = "page-hook";

    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    /** A page that old wakes nobody up any more. */
    private static final Duration GIVE_UP = Duration.ofHours(1);

    /** So often it may fail before people are told. */
    private static final int HICCUPS = 3;

    private final HookStore hooks;
    private final PageStore pages;
    private final Callees callees;
    private final PagerService service;
    private final Masking masking;
    private final Outbox outbox;
    private final LiveCatalog catalog;
    private final Jdbi jdbi;
    private final Clock clock;

    WebhookDelivery(
            HookStore hooks,
            PageStore pages,
            Callees callees,
            PagerService service,
            Masking masking,
            Outbox outbox,
            LiveCatalog catalog,
            Jdbi jdbi,
            Clock clock) {
        this.hooks = hooks;
        this.pages = pages;
        this.callees = callees;
        this.service = service;
        this.masking = masking;
        this.outbox = outbox;
        this.catalog = catalog;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Override
    public String task() {
        return TASK;
    }

    @Override
    public Optional<Instant> due(long id) {
        Hook hook = jdbi.withHandle(handle -> hooks.pending(handle, id)).orElse(null);
        if (hook == null) {
            return Optional.empty();
        }
        Page page = jdbi.withHandle(handle -> pages.find(handle, hook.page())).orElseThrow();
        try {
            Webhook webhook = callees.webhook(hook.system(), hook.place());
            if (webhook == null) {
                throw new PagerService.RefusedException("the catalog has no webhook there any more");
            }
            service.tell(webhook, page, hook.event());
        } catch (PagerService.RefusedException e) {
            return jdbi.inTransaction(tx -> failed(tx, hook, masking.mask(Objects.requireNonNull(e.getMessage()))));
        }
        jdbi.useTransaction(tx -> hooks.sent(tx, id, clock.instant()));
        return Optional.empty();
    }

    private Optional<Instant> failed(Handle tx, Hook hook, String error) {
        Instant now = clock.instant();
        boolean over = now.isAfter(hook.createdAt().plus(GIVE_UP));
        hooks.failed(tx, hook.id(), error, over ? now : null);
        if (hook.tries() + 1 == HICCUPS) {
            tell(
                    tx,
                    hook,
                    "failing",
                    "could not be told of page " + hook.page() + " yet: " + error
                            + "\nIt is tried again for an hour. Until then reach people by other ways.");
        } else if (over) {
            tell(tx, hook, "given-up", "was never told of page " + hook.page() + ": " + error);
        }
        return over ? Optional.empty() : Optional.of(now.plus(wait(hook.tries())));
    }

    private static Duration wait(int tries) {
        Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(tries, 10));
        return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    }

    private void tell(Handle tx, Hook hook, String what, String text) {
        ManagedSystem system = catalog.current().systems().get(hook.system());
        String channel = system == null ? null : system.channels().ops();
        if (channel != null) {
            String head = "⚠️ The pager service of " + Mrkdwn.code(hook.system() + " " + hook.place()) + " ";
            outbox.post(
                    tx, "page-hook:" + hook.id() + ":" + what, channel, Message.of(head + Mrkdwn.escape(text)), null);
        }
    }
}
