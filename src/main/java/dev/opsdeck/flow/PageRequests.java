package dev.opsdeck.flow;

import dev.opsdeck.access.Actor;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.command.Command;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.oncall.Page;
import dev.opsdeck.oncall.PageStore;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/** Pages that people ask for, and the button that answers them. */
@Singleton
final class PageRequests {
    private final Pager pager;
    private final Callees callees;
    private final PageStore pages;
    private final Gate gate;
    private final Deliveries deliveries;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Jdbi jdbi;

    PageRequests(
            Pager pager,
            Callees callees,
            PageStore pages,
            Gate gate,
            Deliveries deliveries,
            AuditTrail audit,
            Journaled journaled,
            Jdbi jdbi) {
        this.pager = pager;
        this.callees = callees;
        this.pages = pages;
        this.gate = gate;
        this.deliveries = deliveries;
        this.audit = audit;
        this.journaled = journaled;
        this.jdbi = jdbi;
    }

    Reply page(Caller caller, Command.Page command) {
        String system = system(caller, command.callee());
        return gate.refusal(caller, command.action(), Risk.CHANGE, system.isEmpty() ? null : system)
                .orElseGet(() -> callees.find(system, command.callee())
                        .map(called -> begin(caller, command, system, called))
                        .orElseGet(() -> unknown(caller, command.callee())));
    }

    /** The system that is named with the rotation, or the channel's; empty for none. */
    private static String system(Caller caller, String callee) {
        int slash = callee.indexOf('/');
        String named = slash < 0 ? "" : callee.substring(0, slash);
        return caller.catalog().systems().containsKey(named)
                ? named
                : caller.catalog()
                        .systemOfChannel(caller.request().channelName())
                        .map(ManagedSystem::name)
                        .orElse("");
    }

    private Reply begin(Caller caller, Command.Page command, String system, Callees.Called called) {
        if (called.people().isEmpty()) {
            return new Reply.Private(Message.of("Nobody is behind " + Mrkdwn.code(command.callee())
                    + " now, so nobody was paged. See `/ops oncall`, or page a person by name."));
        }
        Request request = caller.request();
        return deliveries.once(request.delivery(), tx -> {
            long id = pager.begin(
                            tx,
                            new PageStore.NewPage(
                                    "command:" + request.delivery(),
                                    system,
                                    command.callee(),
                                    Mrkdwn.escape(command.text()),
                                    caller.actor().id(),
                                    request.channel()))
                    .orElseThrow();
            audit.append(tx, journaled.request(caller, system, "page " + id));
            return new Reply.Private(Message.of("Page " + id + " goes to "
                    + Mrkdwn.user(called.people().getFirst())
                    + (called.people().size() > 1
                            ? " first, then to " + (called.people().size() - 1) + " more until somebody acknowledges."
                            : ".")));
        });
    }

    private Reply unknown(Caller caller, String callee) {
        audit.record(journaled.request(caller, callee, "unclear")).join();
        List<String> known = Stream.concat(
                        caller.systemsHere().stream().flatMap(system -> system.onCall().keySet().stream()),
                        caller.catalog().access().roles().keySet().stream())
                .distinct()
                .toList();
        return new Reply.Private(Message.of("No rotation, role or person is called " + Mrkdwn.code(callee)
                + ". There is: " + Mrkdwn.escape(String.join(", ", known)) + "."));
    }

    /** Whoever was asked may answer; others need to be allowed to page. */
    Reply acknowledge(Caller caller, long id) {
        Actor actor = caller.actor();
        Page page = jdbi.withHandle(handle -> pages.find(handle, id)).orElse(null);
        if (page == null) {
            return new Reply.Private(Message.of("There is no page " + id + " any more."));
        }
        if (!page.people().contains(actor.id())) {
            var refusal =
                    gate.refusal(caller, "page", Risk.CHANGE, page.system().isEmpty() ? null : page.system());
            if (refusal.isPresent()) {
                return refusal.get();
            }
        }
        return deliveries.once(caller.request().delivery(), tx -> pager.acknowledge(tx, actor, id)
                .<Reply>map(after -> new Reply.Private(Message.of(words(after, actor))))
                .orElseGet(Reply.Silent::new));
    }

    private static String words(Page after, Actor actor) {
        String by = after.answeredBy() == null ? "" : after.answeredBy();
        return by.equals(actor.id())
                ? "You acknowledged page " + after.id() + ". Nobody else is asked any more."
                : "Page " + after.id() + " was acknowledged by " + Mrkdwn.user(by) + " already.";
    }
}
