package dev.opsdeck.flow;

import dev.opsdeck.access.Actor;
import dev.opsdeck.access.Directory;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.command.Parsed;
import dev.opsdeck.message.Actions;
import dev.opsdeck.message.CommandModal;
import dev.opsdeck.message.DenyModal;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.UsageText;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.run.Run;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Takes what comes in to the use case that it is for. */
@Singleton
final class Desk implements Intake {
    private final Grammar grammar;
    private final LiveCatalog catalog;
    private final Directory directory;
    private final Deliveries deliveries;
    private final ChangeRequests changes;
    private final Freezes freezes;
    private final ReleaseAnswers releases;
    private final RunbookRequests runbooks;
    private final PeopleSteps peopleSteps;
    private final ScheduleAnswers schedules;
    private final StatusAnswers statuses;
    private final LogAnswers logs;
    private final StatsAnswers stats;
    private final ChartAnswers charts;
    private final RecordAnswers records;
    private final AccessAnswers access;
    private final Decisions decisions;
    private final Steering steering;
    private final Outputs outputs;
    private final DatabaseAnswers databases;
    private final AlertAnswers alerts;
    private final HostAnswers hosts;
    private final CheckAnswers checks;
    private final DiagnoseAnswers diagnoses;
    private final CacheAnswers caches;
    private final QueueAnswers queues;
    private final RolloutAnswers rollouts;
    private final Duties duties;
    private final BackupAnswers backups;
    private final Readings readings;
    private final Imports imports;
    private final IncidentDesk incidents;
    private final IncidentClicks incidentClicks;
    private final IncidentForms incidentForms;
    private final IncidentMarks incidentMarks;
    private final HomeTab homeTab;
    private final HomeNews homeNews;
    private final Scheduling scheduling;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final RunMeters meters;
    private final dev.opsdeck.run.RunStore runs;
    private final Jdbi jdbi;

    Desk(
            Grammar grammar,
            LiveCatalog catalog,
            Directory directory,
            Deliveries deliveries,
            ChangeRequests changes,
            Freezes freezes,
            ReleaseAnswers releases,
            RunbookRequests runbooks,
            PeopleSteps peopleSteps,
            ScheduleAnswers schedules,
            StatusAnswers statuses,
            LogAnswers logs,
            StatsAnswers stats,
            ChartAnswers charts,
            RecordAnswers records,
            AccessAnswers access,
            Decisions decisions,
            Steering steering,
            Outputs outputs,
            DatabaseAnswers databases,
            AlertAnswers alerts,
            HostAnswers hosts,
            CheckAnswers checks,
            DiagnoseAnswers diagnoses,
            CacheAnswers caches,
            QueueAnswers queues,
            RolloutAnswers rollouts,
            Duties duties,
            BackupAnswers backups,
            Readings readings,
            Imports imports,
            IncidentDesk incidents,
            IncidentClicks incidentClicks,
            IncidentForms incidentForms,
            IncidentMarks incidentMarks,
            HomeTab homeTab,
            HomeNews homeNews,
            Scheduling scheduling,
            AuditTrail audit,
            Journaled journaled,
            RunMeters meters,
            dev.opsdeck.run.RunStore runs,
            Jdbi jdbi) {
        this.grammar = grammar;
        this.catalog = catalog;
        this.directory = directory;
        this.deliveries = deliveries;
        this.changes = changes;
        this.freezes = freezes;
        this.releases = releases;
        this.runbooks = runbooks;
        this.peopleSteps = peopleSteps;
        this.schedules = schedules;
        this.statuses = statuses;
        this.logs = logs;
        this.stats = stats;
        this.charts = charts;
        this.records = records;
        this.access = access;
        this.decisions = decisions;
        this.steering = steering;
        this.outputs = outputs;
        this.databases = databases;
        this.alerts = alerts;
        this.hosts = hosts;
        this.checks = checks;
        this.diagnoses = diagnoses;
        this.caches = caches;
        this.queues = queues;
        this.rollouts = rollouts;
        this.duties = duties;
        this.backups = backups;
        this.readings = readings;
        this.imports = imports;
        this.incidents = incidents;
        this.incidentClicks = incidentClicks;
        this.incidentForms = incidentForms;
        this.incidentMarks = incidentMarks;
        this.homeTab = homeTab;
        this.homeNews = homeNews;
        this.scheduling = scheduling;
        this.audit = audit;
        this.journaled = journaled;
        this.meters = meters;
        this.runs = runs;
        this.jdbi = jdbi;
    }

    @Override
    public Reply command(Request request) {
        return guarded(request.text(), () -> dispatch(request));
    }

    private Reply dispatch(Request request) {
        Caller caller = new Caller(request, directory.actor(request.user()), catalog.current());
        return switch (grammar.parse(request.text())) {
            case Parsed.Mistake(String message, String usage, List<String> suggestions) -> {
                audit.record(journaled.request(caller, "", "mistake")).join();
                yield new Reply.Private(UsageText.of(message, usage, suggestions));
            }
            case Parsed.Ok(Command command, String _) -> handle(caller, command);
        };
    }

    private Reply handle(Caller caller, Command command) {
        return switch (command) {
            case Command.Rollback rollback when rollback.to() == null -> releases.offer(caller, rollback);
            case Command.Releases asked -> releases.list(caller, asked);
            case Command.Run run -> runbooks.run(caller, run);
            case Command.Schedules asked -> schedules.answer(caller, asked);
            case Command.Runbooks(String system) -> runbooks.list(caller, system);
            case Command.Change change -> changes.handle(caller, change);
            case Command.Freeze freeze -> freezes.freeze(caller, freeze);
            case Command.Unfreeze unfreeze -> freezes.unfreeze(caller, unfreeze);
            case Command.Freezes _ -> freezes.list(caller);
            case Command.Status(String target) -> statuses.status(caller, target);
            case Command.Logs wanted -> logs.logs(caller, wanted);
            case Command.Stats wanted -> stats.stats(caller, wanted);
            case Command.Chart wanted -> charts.chart(caller, wanted);
            case Command.Services(String system) -> statuses.services(caller, system);
            case Command.Runs list -> records.runs(caller, list);
            case Command.Show show -> records.show(caller, show);
            case Command.Cancel(String run) -> cancel(caller, run);
            case Command.Approvals list -> records.approvals(caller, list);
            case Command.WhoAmI _ -> access.whoAmI(caller);
            case Command.Why why -> access.why(caller, why);
            case Command.Audit query -> records.audit(caller, query);
            case Command.Db db -> databases.answer(caller, db);
            case Command.Alerts asked -> alerts.alerts(caller, asked);
            case Command.Check asked -> checks.check(caller, asked);
            case Command.Diagnose asked -> diagnoses.diagnose(caller, asked);
            case Command.Host asked -> hosts.host(caller, asked);
            case Command.Cache cache -> caches.answer(caller, cache);
            case Command.Queue queue -> queues.answer(caller, queue);
            case Command.Rollout rollout -> rollouts.answer(caller, rollout);
            case Command.Duty duty -> duties.handle(caller, duty);
            case Command.Incident incident -> incidents.handle(caller, incident.what());
            case Command.Backups list -> backups.list(caller, list);
            case Command.Import _ -> imports.ask(caller);
            case Command.Help(String word) -> access.help(caller, word);
        };
    }

    private Reply cancel(Caller caller, String run) {
        Optional<Long> id = RecordAnswers.number(run);
        return id.isEmpty()
                ? new Reply.Private(
                        Message.of("A run has a number; `/ops runs --active` lists those that can be cancelled."))
                : deliveries.once(
                        caller.request().delivery(),
                        tx -> steering.cancel(tx, caller.catalog().access(), caller.actor(), id.get()));
    }

    @Override
    public Reply click(Click click) {
        return guarded("click", () -> dispatch(click));
    }

    private Reply dispatch(Click click) {
        Actor actor = directory.actor(click.user());
        Catalog now = catalog.current();
        return switch (Actions.withoutNumber(click.action())) {
            case Actions.RUN_APPROVE -> acting(click, (tx, run) -> decisions.approve(tx, now.access(), actor, run));
            case Actions.RUN_DENY -> askReason(click, actor, now);
            case Actions.RUN_WITHDRAW -> acting(click, (tx, run) -> decisions.withdraw(tx, actor, run));
            case Actions.RUN_CANCEL -> acting(click, (tx, run) -> steering.cancel(tx, now.access(), actor, run));
            case Actions.RUN_OUTPUT -> acting(click, (tx, run) -> outputs.show(tx, now.access(), actor, run));
            case Actions.STEP_RETRY ->
                acting(click, (tx, run) -> steering.settle(tx, now.access(), actor, run, Steering.Settlement.RETRY));
            case Actions.STEP_TICK -> answer(click, actor, now, StepAnswers.Word.DONE);
            case Actions.STEP_CANNOT -> answer(click, actor, now, StepAnswers.Word.CANNOT);
            case Actions.STEP_APPROVE -> answer(click, actor, now, StepAnswers.Word.APPROVE);
            case Actions.STEP_DENY -> answer(click, actor, now, StepAnswers.Word.DENY);
            case Actions.STEP_DONE ->
                acting(click, (tx, run) -> steering.settle(tx, now.access(), actor, run, Steering.Settlement.DONE));
            case Actions.STEP_SKIP ->
                acting(click, (tx, run) -> steering.settle(tx, now.access(), actor, run, Steering.Settlement.SKIP));
            case Actions.RUN_PUT_BACK ->
                acting(click, (tx, run) -> steering.settle(tx, now.access(), actor, run, Steering.Settlement.PUT_BACK));
            case Actions.RUN_GIVE_UP ->
                acting(click, (tx, run) -> steering.settle(tx, now.access(), actor, run, Steering.Settlement.GIVE_UP));
            case Actions.READING_CSV ->
                deliveries.once(click.delivery(), tx -> readings.file(tx, now.access(), actor, click));
            case Actions.PAGE_ACK, Actions.CHECKLIST_TICK, Actions.CHECKLIST_AGAIN -> duties.click(click);
            case Actions.RUN_AGAIN -> again(click);
            case Actions.LOG_OLDER,
                    Actions.LOG_NEWER,
                    Actions.LOG_ERRORS,
                    Actions.LOG_ALL_LEVELS,
                    Actions.LOG_FILTER,
                    Actions.LOG_EXPORT,
                    Actions.LOG_SHOW,
                    Actions.LOG_STOP -> logs.click(click, actor, now);
            case Actions.COMMAND_RUN, Actions.COMMAND_CHOOSE -> dispatch(request(click, click.value()));
            case String action
            when action.startsWith(Actions.INCIDENT) ->
                incidentClicks.click(new Caller(request(click, "click " + action), actor, now), action, click.value());
            default ->
                new Reply.Private(Message.of(
                        "This button is from an older version and does nothing any more. Type `/ops help`."));
        };
    }

    private Reply answer(Click click, Actor actor, Catalog now, StepAnswers.Word word) {
        return acting(click, (tx, run) -> peopleSteps.answer(tx, now.access(), actor, run, step(click.value()), word));
    }

    private static int step(String value) {
        String[] parts = value.split(":", 2);
        return parts.length < 2
                ? -1
                : RecordAnswers.number(parts[1]).map(Math::toIntExact).orElse(-1);
    }

    private interface OnRun {
        Reply apply(Handle tx, long run);
    }

    private Reply acting(Click click, OnRun action) {
        long run = run(click.value());
        Reply reply = deliveries.once(click.delivery(), tx -> action.apply(tx, run));
        scheduling.wake();
        return reply;
    }

    private Reply askReason(Click click, Actor actor, Catalog now) {
        long run = run(click.value());
        return switch (jdbi.withHandle(handle -> decisions.mayDeny(handle, now.access(), actor, run))) {
            case Persons.Standing.Refused(String reason) ->
                new Reply.Private(Message.of("You cannot deny run " + run + ". " + reason));
            case Persons.Standing.Counts _ -> new Reply.Open(DenyModal.of(run));
        };
    }

    private Reply again(Click click) {
        Optional<Run> run = jdbi.withHandle(handle -> runs.find(handle, run(click.value())));
        return run.isEmpty()
                ? new Reply.Private(Message.of("That run is not on record any more. Type the command again."))
                : dispatch(request(click, run.get().plan().command() + reason(run.get())));
    }

    private static String reason(Run run) {
        return " --reason \"again, after run " + run.id() + "\"";
    }

    private static Request request(Click click, String text) {
        return new Request(click.delivery(), click.user(), click.channel(), click.channelName(), text);
    }

    private static long run(String value) {
        return RecordAnswers.number(value.split(":", 2)[0]).orElse(-1L);
    }

    @Override
    public Reply submit(Submission submission) {
        return guarded("submission", () -> switch (submission.callback()) {
            case Actions.DENY_MODAL -> deny(submission);
            case Actions.LOG_FILTER_MODAL ->
                logs.filter(submission, directory.actor(submission.user()), catalog.current());
            case Actions.COMMAND_MODAL -> run(submission);
            case Actions.RUNBOOK_MODAL ->
                runbooks.submitted(submission, directory.actor(submission.user()), catalog.current());
            case Actions.IMPORT_MODAL ->
                imports.submitted(caller(submission, Actions.IMPORT_MODAL), submission.values());
            case String callback
            when callback.startsWith(Actions.INCIDENT) ->
                incidentClicks.submit(
                        caller(submission, callback), callback, submission.metadata(), submission.values());
            default -> new Reply.Private(Message.of("This form is from an older version. Type `/ops help`."));
        });
    }

    private Caller caller(Submission submission, String callback) {
        var request = new Request(submission.delivery(), submission.user(), "", "", "form " + callback);
        return new Caller(request, directory.actor(submission.user()), catalog.current());
    }

    private Reply deny(Submission submission) {
        String reason = Objects.requireNonNullElse(submission.values().get(Actions.REASON), "")
                .strip();
        if (reason.isEmpty()) {
            return new Reply.Errors(Map.of(Actions.REASON, "Say why, so that the requester knows what to change."));
        }
        Actor actor = directory.actor(submission.user());
        long run = run(submission.metadata());
        return deliveries.once(
                submission.delivery(),
                tx -> decisions.deny(tx, catalog.current().access(), actor, run, reason));
    }

    private Reply run(Submission submission) {
        String text = Objects.requireNonNullElse(submission.values().get(Actions.TEXT), "");
        String typed = text.strip().replaceFirst("^/ops\\s*", "");
        if (grammar.parse(typed) instanceof Parsed.Mistake(String message, String _, List<String> suggestions)) {
            String better = suggestions.isEmpty() ? "" : " Try: " + suggestions.getFirst();
            return new Reply.Errors(Map.of(Actions.TEXT, message + better));
        }
        String channel = submission.values().getOrDefault(Actions.CHANNEL, submission.metadata());
        return dispatch(new Request(submission.delivery(), submission.user(), channel, "", typed));
    }

    @Override
    public List<Option> options(String user, String channelName, String action, String typed) {
        return catalog.current().systems().values().stream()
                .flatMap(system -> system.services().keySet().stream().map(service -> system.name() + "/" + service))
                .filter(name -> name.contains(typed.strip()))
                .limit(100)
                .map(name -> new Option(name, name))
                .toList();
    }

    @Override
    public Reply shortcut(String delivery, String user, String channel, String channelName, String callback) {
        return callback.equals(Actions.INCIDENT_SHORTCUT)
                ? guarded("shortcut", () -> {
                    var request = new Request(delivery, user, channel, channelName, "shortcut " + callback);
                    var caller = new Caller(request, directory.actor(user), catalog.current());
                    return incidentForms.open(caller, "", null, null, null, null);
                })
                : new Reply.Open(CommandModal.of(channel));
    }

    @Override
    public Reply messageShortcut(MessageChosen chosen) {
        return guarded("shortcut", () -> {
            var request = new Request(
                    chosen.delivery(),
                    chosen.user(),
                    chosen.channel(),
                    chosen.channelName(),
                    "shortcut " + chosen.callback());
            var caller = new Caller(request, directory.actor(chosen.user()), catalog.current());
            return switch (chosen.callback()) {
                case Actions.INCIDENT_DECLARE_SHORTCUT ->
                    incidentForms.open(
                            caller,
                            "message:" + chosen.channel() + ":" + chosen.ts(),
                            IncidentForms.cut(incidentMarks.plain(chosen.text())),
                            null,
                            null,
                            null);
                case Actions.INCIDENT_MARK_SHORTCUT ->
                    incidentClicks.mark(caller, chosen.ts(), chosen.author(), chosen.text());
                default -> new Reply.Open(CommandModal.of(chosen.channel()));
            };
        });
    }

    @Override
    public void reacted(String delivery, String channel, String ts, String reaction) {
        incidentMarks.reacted(delivery, channel, ts, reaction);
    }

    @Override
    public void edited(String delivery, String channel, String ts) {
        incidentMarks.edited(delivery, channel, ts);
    }

    @Override
    public void homeOpened(String user) {
        homeNews.opened(user);
    }

    @Override
    public Home home(String user) {
        return homeTab.of(user);
    }

    /** Faults of the outside become answers; whatever else goes wrong is for the edge to report. */
    private Reply guarded(String what, Supplier<Reply> action) {
        try {
            return action.get();
        } catch (TargetException e) {
            meters.command(what, "fault");
            return new Reply.Private(Message.of(dev.opsdeck.message.Mrkdwn.escape(message(e))));
        } catch (Directory.DirectoryException e) {
            meters.command(what, "fault");
            return new Reply.Private(Message.of("Nothing was done: Slack could not be asked who you are. "
                    + dev.opsdeck.message.Mrkdwn.escape(message(e))));
        }
    }

    private static String message(@Nullable Throwable e) {
        return e == null ? "" : Objects.requireNonNullElse(e.getMessage(), "");
    }
}
