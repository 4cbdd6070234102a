package dev.opsdeck.flow;

import dev.opsdeck.access.Action;
import dev.opsdeck.access.Decision;
import dev.opsdeck.access.Policy;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.Found;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Playbook;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.message.DiagnosisCard;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.message.PlaybookList;
import dev.opsdeck.probe.Examiner;
import dev.opsdeck.probe.Question;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the cause of a problem, by a playbook or around a service. What is found is for everybody in the channel
 * who works on it; the remedies are commands like any other.
 */
@Singleton
final class DiagnoseAnswers {
    private final Names names;
    private final Examiner examiner;
    private final Remedies remedies;
    private final Grammar grammar;
    private final Policy policy;
    private final Denials denials;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Jdbi jdbi;
    private final Clock clock;

    DiagnoseAnswers(
            Names names,
            Examiner examiner,
            Remedies remedies,
            Grammar grammar,
            Policy policy,
            Denials denials,
            Outbox outbox,
            AuditTrail audit,
            Journaled journaled,
            Jdbi jdbi,
            Clock clock) {
        this.names = names;
        this.examiner = examiner;
        this.remedies = remedies;
        this.grammar = grammar;
        this.policy = policy;
        this.denials = denials;
        this.outbox = outbox;
        this.audit = audit;
        this.journaled = journaled;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * What is examined.
     *
     * @param service null when a playbook is about the system as a whole
     */
    private record Case(
            String title,
            ManagedSystem system,
            @Nullable ServiceRef service,
            @Nullable String severity,
            List<Question> questions,
            Remedies.Offer remedies) {}

    Reply diagnose(Caller caller, Command.Diagnose command) {
        String what = command.what();
        if (what == null) {
            return playbooks(caller);
        }
        if (caller.catalog().find(what, caller.request().channelName(), Section.PLAYBOOKS)
                instanceof Found.One<Playbook> found) {
            return examine(caller, of(found));
        }
        return switch (names.services(caller, what)) {
            case Names.Services.NotClear(Message answer) -> new Reply.Private(answer);
            case Names.Services.Some(List<ServiceRef> services) when services.size() > 1 -> playbooks(caller);
            case Names.Services.Some(List<ServiceRef> services) -> examine(caller, of(caller, services.getFirst()));
        };
    }

    private Case of(Found.One<Playbook> found) {
        Playbook playbook = found.thing();
        return new Case(
                found.fullName(),
                found.system(),
                null,
                playbook.severity(),
                playbook.diagnose().stream()
                        .flatMap(probe -> dev.opsdeck.probe.Questions.of(found.system(), probe).stream())
                        .toList(),
                remedies.of(found.system(), playbook));
    }

    private Case of(Caller caller, ServiceRef service) {
        ManagedSystem system = caller.catalog().systems().get(service.system());
        return new Case(
                service.toString(),
                java.util.Objects.requireNonNull(system),
                service,
                null,
                Surroundings.of(system, service.service()),
                remedies.of(service));
    }

    private Reply examine(Caller caller, Case it) {
        var wanted = new Action(
                "diagnose",
                Risk.READ,
                it.system().name(),
                it.service(),
                caller.request().channelName());
        if (policy.decide(caller.catalog().access(), caller.actor(), wanted) instanceof Decision.Deny deny) {
            return denials.answer(caller, wanted, deny);
        }
        audit.record(journaled.request(caller, it.title(), "ok")).join();
        CompletableFuture<Message> told = examiner.examine(it.system(), it.questions())
                .thenApply(findings -> DiagnosisCard.of(
                        "diagnose " + it.title(),
                        it.severity(),
                        findings,
                        it.remedies().commands(),
                        it.remedies().byHand(),
                        clock.instant()))
                .thenApply(card -> post(caller, it, card));
        return new Reply.PrivateLater(
                Message.of("Diagnosing " + Mrkdwn.escape(it.title()) + ": "
                        + it.questions().size() + " questions side by side…"),
                told);
    }

    private Message post(Caller caller, Case it, Message card) {
        String key = "diagnosis:" + caller.request().delivery();
        jdbi.useTransaction(tx -> outbox.post(tx, key, caller.request().channel(), card, null));
        return Message.of("The diagnosis of " + Mrkdwn.escape(it.title()) + " is in this channel.");
    }

    private Reply playbooks(Caller caller) {
        List<PlaybookList.Entry> entries = caller.systemsHere().stream()
                .filter(system -> mayRead(caller, system))
                .flatMap(system -> system.playbooks().values().stream()
                        .map(playbook -> new PlaybookList.Entry(
                                system.name(),
                                playbook,
                                grammar.canonical(new Command.Diagnose(system.name() + "/" + playbook.name())))))
                .toList();
        audit.record(journaled.request(caller, "", "ok")).join();
        return new Reply.Private(PlaybookList.of(entries));
    }

    private boolean mayRead(Caller caller, ManagedSystem system) {
        var wanted = new Action(
                "diagnose", Risk.READ, system.name(), null, caller.request().channelName());
        return !(policy.decide(caller.catalog().access(), caller.actor(), wanted) instanceof Decision.Deny);
    }
}
