package dev.opsdeck.flow;

import dev.opsdeck.access.Action;
import dev.opsdeck.access.Decision;
import dev.opsdeck.access.Explanation;
import dev.opsdeck.access.Policy;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.AccessRules;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Entry;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.message.ExplanationText;
import dev.opsdeck.message.HelpText;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.UsageText;
import dev.opsdeck.message.WhoAmIText;
import dev.opsdeck.plan.Plans;
import dev.opsdeck.plan.TargetException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers who may do what: whoami, why, help. Everybody may ask these. */
@Singleton
final class AccessAnswers {
    private final Policy policy;
    private final Authority authority;
    private final Plans plans;
    private final Grammar grammar;
    private final Names names;
    private final Naming naming;
    private final AuditTrail audit;
    private final Journaled journaled;

    AccessAnswers(
            Policy policy,
            Authority authority,
            Plans plans,
            Grammar grammar,
            Names names,
            Naming naming,
            AuditTrail audit,
            Journaled journaled) {
        this.policy = policy;
        this.authority = authority;
        this.plans = plans;
        this.naming = naming;
        this.grammar = grammar;
        this.names = names;
        this.audit = audit;
        this.journaled = journaled;
    }

    Reply whoAmI(Caller caller) {
        return answer(
                caller,
                WhoAmIText.of(
                        caller.actor(),
                        policy.rolesOf(caller.catalog().access(), caller.actor()),
                        allowedEntries(caller)));
    }

    Reply why(Caller caller, Command.Why command) {
        Command asked = command.command();
        if (asked instanceof Command.Change change) {
            return switch (naming.of(caller, change)) {
                case Naming.Meant.NotClear(Message answer) -> new Reply.Private(answer);
                case Naming.Meant.Clear(Command.Change full, List<ServiceRef> about) ->
                    explained(caller, command, planned(caller, change, full, about));
            };
        }
        String target = target(asked);
        if (target == null) {
            return explained(
                    caller, command, List.of(new Action(asked.action(), risk(asked), null, null, channel(caller))));
        }
        return switch (names.services(caller, target)) {
            case Names.Services.NotClear(Message answer) -> new Reply.Private(answer);
            case Names.Services.Some(List<ServiceRef> services) ->
                explained(caller, command, Authority.actions(asked.action(), risk(asked), services, channel(caller)));
        };
    }

    /** By what the plan does; nobody has one made who may not do the least of it. */
    private List<Action> planned(Caller caller, Command.Change asked, Command.Change full, List<ServiceRef> about) {
        List<Action> least = Authority.actions(asked.action(), risk(asked), about, channel(caller));
        if (authority.decide(caller, asked.action(), risk(asked), about) instanceof Authority.Verdict.Denied) {
            return least;
        }
        try {
            return authority.actions(caller, plans.plan(caller.catalog(), full));
        } catch (TargetException cannotBeDoneNow) {
            return least;
        }
    }

    private Reply explained(Caller caller, Command.Why command, List<Action> actions) {
        AccessRules rules = caller.catalog().access();
        List<Explanation> explanations = actions.stream()
                .map(action -> policy.explain(rules, caller.actor(), action))
                .toList();
        return answer(caller, ExplanationText.of(command.text(), actions, explanations));
    }

    Reply help(Caller caller, @Nullable String word) {
        List<Entry> entries = allowedEntries(caller);
        if (word == null) {
            return answer(caller, HelpText.all(entries));
        }
        return grammar.entries().stream()
                .filter(entry -> entry.word().equals(word))
                .findFirst()
                .map(entry -> answer(caller, HelpText.one(entry)))
                .orElseGet(() -> new Reply.Private(UsageText.of(
                        "There is no command \"" + word + "\". `/ops help` lists what there is.", null, List.of())));
    }

    /** The commands that this person may use somewhere. */
    List<Entry> allowedEntries(Caller caller) {
        return grammar.entries().stream()
                .filter(entry -> always(entry.word()) || somewhere(caller, entry))
                .toList();
    }

    /** What never needs a rule: without these nobody could find out why he may not do something. */
    static boolean always(String word) {
        return Stream.of("help", "whoami", "why").anyMatch(word::equals);
    }

    private boolean somewhere(Caller caller, Entry entry) {
        List<Action> actions = new ArrayList<>();
        actions.add(new Action(entry.word(), entry.risk(), null, null, channel(caller)));
        for (ManagedSystem system : caller.catalog().systems().values()) {
            for (String service : system.services().keySet()) {
                var ref = new ServiceRef(system.name(), service);
                actions.add(new Action(entry.word(), entry.risk(), system.name(), ref, channel(caller)));
            }
        }
        return actions.stream()
                .anyMatch(action ->
                        !(policy.decide(caller.catalog().access(), caller.actor(), action) instanceof Decision.Deny));
    }

    private Reply answer(Caller caller, Message message) {
        audit.record(journaled.request(caller, "", "ok")).join();
        return new Reply.Private(message);
    }

    private Risk risk(Command command) {
        return grammar.entries().stream()
                .filter(entry -> entry.word().equals(command.action()))
                .map(Entry::risk)
                .findFirst()
                .orElse(Risk.DESTRUCTIVE);
    }

    private static @Nullable String target(Command command) {
        return switch (command) {
            case Command.Change _ -> null;
            case Command.Status status -> status.target();
            case Command.Rollout rollout -> rollout.service();
            case Command.Logs logs -> logs.target();
            case Command.Stats stats -> stats.target();
            case Command.Releases releases -> releases.target();
            case Command.Freeze _,
                    Command.Unfreeze _,
                    Command.Freezes _,
                    Command.Import _,
                    Command.Runbooks _,
                    Command.Schedules _,
                    Command.Chart _,
                    Command.Db _,
                    Command.Cache _,
                    Command.Alerts _,
                    Command.Check _,
                    Command.Diagnose _,
                    Command.Host _,
                    Command.Queue _,
                    Command.Duty _,
                    Command.Incident _,
                    Command.Backups _,
                    Command.Services _,
                    Command.Runs _,
                    Command.Show _,
                    Command.Cancel _,
                    Command.Approvals _,
                    Command.WhoAmI _,
                    Command.Why _,
                    Command.Audit _,
                    Command.Help _ -> null;
        };
    }

    private static String channel(Caller caller) {
        return caller.request().channelName();
    }
}
