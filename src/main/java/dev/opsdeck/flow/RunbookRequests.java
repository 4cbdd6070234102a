package dev.opsdeck.flow;

import dev.opsdeck.access.Action;
import dev.opsdeck.access.Actor;
import dev.opsdeck.access.Decision;
import dev.opsdeck.access.Policy;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.Found;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.Runbook;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.command.Parsed;
import dev.opsdeck.command.Terms;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.RunbookList;
import dev.opsdeck.message.RunbookModal;
import dev.opsdeck.message.UsageText;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs runbooks: asks for what is missing, then requests them as any other change. */
@Singleton
final class RunbookRequests {
    private final Naming naming;
    private final Authority authority;
    private final Policy policy;
    private final ChangeRequests changes;
    private final Denials denials;
    private final Grammar grammar;
    private final AuditTrail audit;
    private final Journaled journaled;

    RunbookRequests(
            Naming naming,
            Authority authority,
            Policy policy,
            ChangeRequests changes,
            Denials denials,
            Grammar grammar,
            AuditTrail audit,
            Journaled journaled) {
        this.naming = naming;
        this.authority = authority;
        this.policy = policy;
        this.changes = changes;
        this.denials = denials;
        this.grammar = grammar;
        this.audit = audit;
        this.journaled = journaled;
    }

    Reply run(Caller caller, Command.Run command) {
        return switch (naming.of(caller, command)) {
            case Naming.Meant.NotClear(Message answer) -> new Reply.Private(answer);
            case Naming.Meant.Clear(Command.Change full, List<ServiceRef> about) ->
                authority.decide(caller, command.action(), Risk.READ, about) instanceof Authority.Verdict.Denied denied
                        ? denials.answer(caller, denied)
                        : checked(caller, command, found(caller.catalog(), full));
        };
    }

    private static Found.One<Runbook> found(Catalog catalog, Command.Change full) {
        if (full instanceof Command.Run run
                && catalog.find(run.runbook(), "", Section.RUNBOOKS) instanceof Found.One<Runbook> found) {
            return found;
        }
        throw new IllegalStateException("a full name is found again");
    }

    private Reply checked(Caller caller, Command.Run command, Found.One<Runbook> found) {
        Runbook runbook = found.thing();
        Map<String, String> mistakes = runbook.mistakes(command.values(), found.system());
        if (!mistakes.isEmpty()) {
            audit.record(journaled.request(caller, found.fullName(), "mistake")).join();
            return new Reply.Private(UsageText.of(sentences(mistakes), usage(found), List.of()));
        }
        if (runbook.missing(command.values()).isEmpty()) {
            return changes.handle(caller, command);
        }
        audit.record(journaled.request(caller, found.fullName(), "form")).join();
        Request request = caller.request();
        var form = new RunbookModal.Form(
                request.channel(),
                request.channelName(),
                grammar.canonical(command.with(List.of(found.fullName()), command.terms())));
        return new Reply.Open(RunbookModal.of(form, found.system(), runbook, command.values()));
    }

    private static String sentences(Map<String, String> mistakes) {
        return String.join(
                "\n",
                mistakes.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .toList());
    }

    private static String usage(Found.One<Runbook> found) {
        return "run " + found.fullName()
                + String.join(
                        "",
                        found.thing().parameters().values().stream()
                                .map(parameter -> " " + parameter.name() + "="
                                        + parameter.type().word().toUpperCase(java.util.Locale.ROOT))
                                .toList());
    }

    /** The form that asked for what was missing. */
    Reply submitted(Submission submission, Actor actor, Catalog catalog) {
        RunbookModal.Form form = RunbookModal.Form.read(submission.metadata());
        if (!(grammar.parse(form.command()) instanceof Parsed.Ok(Command.Run command, String _))) {
            return new Reply.Private(Message.of("This form is from an older version. Type the command again."));
        }
        if (!(catalog.find(command.runbook(), "", Section.RUNBOOKS) instanceof Found.One<Runbook> found)) {
            return new Reply.Private(Message.of("The runbook is not in the catalog any more. Nothing was done."));
        }
        Map<String, String> values = RunbookModal.values(found.thing(), submission.values());
        Map<String, String> mistakes = new LinkedHashMap<>(found.thing().mistakes(values, found.system()));
        found.thing().missing(values).forEach(name -> mistakes.put(name, "This must be given."));
        if (!mistakes.isEmpty()) {
            return new Reply.Errors(RunbookModal.errors(mistakes));
        }
        Command.Run filled = withReason(command.with(values), RunbookModal.reason(submission.values()));
        var request = new Request(
                submission.delivery(),
                submission.user(),
                form.channel(),
                form.channelName(),
                grammar.canonical(filled));
        return run(new Caller(request, actor, catalog), filled);
    }

    private static Command.Run withReason(Command.Run run, @Nullable String reason) {
        Terms terms = run.terms();
        return reason == null
                ? run
                : run.with(
                        List.of(run.runbook()), new Terms(reason, terms.dryRun(), terms.waits(), terms.breakGlass()));
    }

    Reply list(Caller caller, @Nullable String typed) {
        List<ManagedSystem> systems = typed == null
                ? caller.systemsHere()
                : caller.catalog().systems().values().stream()
                        .filter(system -> system.name().equals(typed))
                        .toList();
        var action = new Action(
                "runbooks",
                Risk.READ,
                systems.size() == 1 ? systems.getFirst().name() : null,
                null,
                caller.request().channelName());
        if (policy.decide(caller.catalog().access(), caller.actor(), action) instanceof Decision.Deny deny) {
            return denials.answer(caller, action, deny);
        }
        audit.record(journaled.request(caller, typed == null ? "" : typed, "ok"))
                .join();
        return new Reply.Private(RunbookList.of(systems));
    }
}
