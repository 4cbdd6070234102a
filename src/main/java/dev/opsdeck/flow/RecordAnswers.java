package dev.opsdeck.flow;

import dev.opsdeck.access.Action;
import dev.opsdeck.access.Decision;
import dev.opsdeck.access.Directory;
import dev.opsdeck.access.Policy;
import dev.opsdeck.approval.Approval;
import dev.opsdeck.approval.ApprovalStore;
import dev.opsdeck.audit.AuditQuery;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.Durations;
import dev.opsdeck.catalog.Resolution;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.command.Command;
import dev.opsdeck.message.ApprovalsList;
import dev.opsdeck.message.AuditList;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.message.RunCard;
import dev.opsdeck.message.RunView;
import dev.opsdeck.message.RunsList;
import dev.opsdeck.message.WaitingRun;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunStore;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Answers from the record: runs, approvals, the audit trail. */
@Singleton
final class RecordAnswers {
    private static final int RUNS = 15;

    private final Jdbi jdbi;
    private final RunStore runs;
    private final ApprovalStore approvals;
    private final RunCards cards;
    private final Policy policy;
    private final Denials denials;
    private final Directory directory;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Clock clock;

    RecordAnswers(
            Jdbi jdbi,
            RunStore runs,
            ApprovalStore approvals,
            RunCards cards,
            Policy policy,
            Denials denials,
            Directory directory,
            AuditTrail audit,
            Journaled journaled,
            Clock clock) {
        this.jdbi = jdbi;
        this.runs = runs;
        this.approvals = approvals;
        this.cards = cards;
        this.policy = policy;
        this.denials = denials;
        this.directory = directory;
        this.audit = audit;
        this.journaled = journaled;
        this.clock = clock;
    }

    Reply runs(Caller caller, Command.Runs command) {
        String target = full(caller, command.target());
        return allowed(
                caller,
                command,
                () -> RunsList.of(
                        jdbi.inTransaction(tx -> runs.recent(tx, target, command.active(), RUNS)), clock.instant()));
    }

    Reply show(Caller caller, Command.Show command) {
        Optional<RunView> view = number(command.run())
                .flatMap(id -> jdbi.inTransaction(tx -> runs.find(tx, id).map(run -> cards.view(tx, run))));
        return allowed(caller, command, () -> view.map(found -> RunCard.of(found, clock.instant()))
                .orElseGet(() -> Message.of("There is no run " + command.run() + ". `/ops runs` lists the newest.")));
    }

    Reply approvals(Caller caller, Command.Approvals command) {
        return allowed(caller, command, () -> ApprovalsList.of(waiting(), clock.instant()));
    }

    /** Runs that wait for an approval, those that expire first come first. */
    List<WaitingRun> waiting() {
        return jdbi.inTransaction(tx -> {
            List<Approval> open = approvals.open(tx);
            Map<Long, Run> waiting =
                    runs.find(tx, open.stream().map(Approval::run).toList());
            return open.stream()
                    .flatMap(approval ->
                            Stream.ofNullable(waiting.get(approval.run())).map(run -> new WaitingRun(run, approval)))
                    .toList();
        });
    }

    /** Runs that have not ended, newest first. */
    List<Run> active() {
        return jdbi.inTransaction(tx -> runs.recent(tx, null, true, RUNS));
    }

    Reply audit(Caller caller, Command.Audit command) {
        String person = command.person();
        Optional<String> id = person == null ? Optional.empty() : directory.find(person);
        if (person != null && id.isEmpty()) {
            return new Reply.Private(Message.of("Nobody here is called " + Mrkdwn.escape(person)
                    + ". Mention the person with @, or give the e-mail address."));
        }
        Instant since = since(command.since());
        if (command.since() != null && since == null) {
            return new Reply.Private(Message.of(
                    Mrkdwn.code(command.since()) + " is not a duration. Write it like `30m`, `12h` or `7d`."));
        }
        var query = new AuditQuery(id.orElse(null), full(caller, command.target()), since, command.limit());
        return allowed(caller, command, () -> AuditList.of(audit.find(query), clock.instant()));
    }

    private @Nullable Instant since(@Nullable String text) {
        return text == null
                ? null
                : Durations.parse(text).map(back -> clock.instant().minus(back)).orElse(null);
    }

    /** The full name of what was typed, where the catalog knows it; else as typed. */
    private static @Nullable String full(Caller caller, @Nullable String typed) {
        if (typed == null || caller.catalog().systems().containsKey(typed)) {
            return typed;
        }
        return caller.catalog().resolve(typed, caller.request().channelName()) instanceof Resolution.One(var service)
                ? service.toString()
                : typed;
    }

    private Reply allowed(Caller caller, Command command, Supplier<Message> answer) {
        var action = new Action(
                command.action(), Risk.READ, null, null, caller.request().channelName());
        if (policy.decide(caller.catalog().access(), caller.actor(), action) instanceof Decision.Deny deny) {
            return denials.answer(caller, action, deny);
        }
        Message message = answer.get();
        audit.record(journaled.request(caller, "", "ok")).join();
        return new Reply.Private(message);
    }

    static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
