package dev.opsdeck.flow;

import dev.opsdeck.access.Action;
import dev.opsdeck.access.Actor;
import dev.opsdeck.access.Decision;
import dev.opsdeck.access.Policy;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.capture.Capture;
import dev.opsdeck.capture.CaptureStore;
import dev.opsdeck.capture.Origin;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Expression;
import dev.opsdeck.message.Actions;
import dev.opsdeck.message.LogFilterModal;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.probe.LogQuery;
import dev.opsdeck.probe.ProbeException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Answers what services wrote: fetched once, then looked through by buttons. */
@Singleton
final class LogAnswers {
    /** Where nobody says how many: enough to go back some pages. */
    private static final int USUAL_LINES = 1_000;

    /** Where only some of the lines are wanted. */
    private static final int LINES_TO_SEARCH = 20_000;

    private final Names names;
    private final Authority authority;
    private final Policy policy;
    private final Denials denials;
    private final LogCaptures fetching;
    private final CaptureStore captures;
    private final LogPages pages;
    private final LogExports exports;
    private final LogFollowing following;
    private final Deliveries deliveries;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Jdbi jdbi;
    private final Clock clock;

    LogAnswers(
            Names names,
            Authority authority,
            Policy policy,
            Denials denials,
            LogCaptures fetching,
            CaptureStore captures,
            LogPages pages,
            LogExports exports,
            LogFollowing following,
            Deliveries deliveries,
            AuditTrail audit,
            Journaled journaled,
            Jdbi jdbi,
            Clock clock) {
        this.names = names;
        this.authority = authority;
        this.policy = policy;
        this.denials = denials;
        this.fetching = fetching;
        this.captures = captures;
        this.pages = pages;
        this.exports = exports;
        this.following = following;
        this.deliveries = deliveries;
        this.audit = audit;
        this.journaled = journaled;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    Reply logs(Caller caller, Command.Logs command) {
        String target =
                caller.catalog().systems().containsKey(command.target()) ? command.target() + "/all" : command.target();
        return switch (names.services(caller, target)) {
            case Names.Services.NotClear(Message answer) -> new Reply.Private(answer);
            case Names.Services.Some(List<ServiceRef> services) -> logs(caller, command, services);
        };
    }

    private Reply logs(Caller caller, Command.Logs command, List<ServiceRef> services) {
        if (authority.decide(caller, command.action(), Risk.READ, services)
                instanceof Authority.Verdict.Denied denied) {
            return denials.answer(caller, denied);
        }
        var wanted = Wanted.of(caller.catalog(), services);
        if (command.following().isPresent()) {
            return deliveries.once(
                    caller.request().delivery(), tx -> following.start(tx, caller, command, wanted.origin(caller, "")));
        }
        audit.record(journaled.request(caller, wanted.name(), "ok")).join();
        var answer = fetching.later(() -> answer(caller, command, wanted)).exceptionally(LogAnswers::failure);
        return new Reply.PrivateLater(Message.of("Fetching the log of " + Mrkdwn.bold(wanted.name()) + "…"), answer);
    }

    /**
     * Whose log is wanted.
     *
     * @param service empty for several
     */
    private record Wanted(ManagedSystem system, List<Service> services, String service) {
        static Wanted of(Catalog catalog, List<ServiceRef> refs) {
            ManagedSystem system =
                    Objects.requireNonNull(catalog.systems().get(refs.getFirst().system()));
            List<Service> services = refs.stream()
                    .map(ref -> Objects.requireNonNull(system.services().get(ref.service())))
                    .toList();
            return new Wanted(
                    system, services, services.size() == 1 ? services.getFirst().name() : "");
        }

        String name() {
            return system.name() + (service.isEmpty() ? "" : "/" + service);
        }

        Origin origin(Caller caller, String title) {
            return new Origin(
                    "logs",
                    title,
                    system.name(),
                    service,
                    caller.actor().id(),
                    caller.request().channel());
        }
    }

    private Message answer(Caller caller, Command.Logs command, Wanted wanted) {
        var filter = new LogFilter(command.levels(), command.grep(), command.exclude());
        Capture capture = fetching.capture(
                wanted.system(),
                wanted.services(),
                query(command, filter),
                wanted.origin(caller, title(command, filter)));
        LogView view = LogView.end(capture.id(), filter);
        Message page = pages.page(capture, view, command.tail());
        if (!command.export() || capture.lines() == 0) {
            return page;
        }
        String who = caller.actor().id();
        String channel = caller.request().channel();
        return Message.of(jdbi.inTransaction(tx -> exports.post(tx, capture, view, who, channel)));
    }

    private LogQuery query(Command.Logs command, LogFilter filter) {
        return command.back()
                .map(back -> LogQuery.from(clock.instant().minus(back)))
                .orElseGet(() -> LogQuery.last(lines(command, filter)));
    }

    private static int lines(Command.Logs command, LogFilter filter) {
        if (!filter.isEmpty()) {
            return Math.max(LINES_TO_SEARCH, command.tail());
        }
        int usual = command.export() ? LINES_TO_SEARCH : USUAL_LINES;
        return command.tail() == 0 ? usual : command.tail();
    }

    private static String title(Command.Logs command, LogFilter filter) {
        return command.since() != null
                ? "last " + command.since()
                : "last " + String.format(Locale.ROOT, "%,d", lines(command, filter)) + " lines";
    }

    private static Message failure(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ProbeException e) {
            return Message.of(Mrkdwn.escape(Objects.requireNonNullElse(e.getMessage(), "The log cannot be read.")));
        }
        throw new CompletionException(cause);
    }

    Reply click(Click click, Actor actor, Catalog catalog) {
        if (click.action().equals(Actions.LOG_STOP)) {
            return onCapture(
                    click,
                    actor,
                    catalog,
                    RecordAnswers.number(click.value()),
                    capture -> deliveries.once(click.delivery(), tx -> following.stop(tx, capture, actor)));
        }
        if (click.action().equals(Actions.LOG_SHOW)) {
            return onCapture(
                    click,
                    actor,
                    catalog,
                    RecordAnswers.number(click.value()),
                    capture -> new Reply.PrivateLater(
                            Message.of("Looking…"), page(capture, LogView.end(capture.id(), LogFilter.NONE))));
        }
        LogView view = LogView.of(click.value()).orElse(null);
        return onCapture(
                click,
                actor,
                catalog,
                Optional.ofNullable(view).map(LogView::capture),
                capture -> clicked(click, actor, capture, Objects.requireNonNull(view)));
    }

    private Reply clicked(Click click, Actor actor, Capture capture, LogView view) {
        return switch (click.action()) {
            case Actions.LOG_FILTER ->
                new Reply.Open(LogFilterModal.of(
                        view.value(), view.filter().grep(), view.filter().exclude()));
            case Actions.LOG_EXPORT ->
                deliveries.once(
                        click.delivery(),
                        tx -> new Reply.Private(
                                Message.of(exports.post(tx, capture, view, actor.id(), click.channel()))));
            default -> new Reply.ReplaceLater(page(capture, view));
        };
    }

    private CompletableFuture<Message> page(Capture capture, LogView view) {
        return fetching.later(() -> pages.page(capture, view, 0)).exceptionally(LogAnswers::failure);
    }

    Reply filter(Submission submission, Actor actor, Catalog catalog) {
        LogView view = LogView.of(submission.metadata()).orElse(null);
        Map<String, String> errors = new HashMap<>();
        String grep = given(submission, Actions.GREP, errors);
        String exclude = given(submission, Actions.EXCLUDE, errors);
        if (!errors.isEmpty()) {
            return new Reply.Errors(errors);
        }
        var click = new Click(submission.delivery(), submission.user(), "", "", "", "", null);
        return onCapture(click, actor, catalog, Optional.ofNullable(view).map(LogView::capture), capture -> {
            LogView before = Objects.requireNonNull(view);
            var filter = new LogFilter(before.filter().levels(), grep, exclude);
            return new Reply.ReplaceLater(page(capture, before.with(filter)));
        });
    }

    private static @Nullable String given(Submission submission, String input, Map<String, String> errors) {
        String typed = submission.values().getOrDefault(input, "").strip();
        if (typed.isEmpty()) {
            return null;
        }
        Expression.mistake(typed).ifPresent(mistake -> errors.put(input, mistake));
        return typed;
    }

    /** Whoever clicks must be allowed to see it himself, now. */
    private Reply onCapture(
            Click click, Actor actor, Catalog catalog, Optional<Long> id, Function<Capture, Reply> answer) {
        Capture capture = id.flatMap(captures::find).orElse(null);
        if (capture == null) {
            return new Reply.Private(
                    Message.of("This log is not kept any more: that is done for a day. Give the command again."));
        }
        List<ServiceRef> services = services(capture, catalog);
        if (services.isEmpty()) {
            return new Reply.Private(Message.of("What wrote this log is not in the catalog any more."));
        }
        for (ServiceRef service : services) {
            var action = new Action("logs", Risk.READ, service.system(), service, click.channelName());
            if (policy.decide(catalog.access(), actor, action) instanceof Decision.Deny deny) {
                return new Reply.Private(Message.of(Mrkdwn.escape(deny.reason())));
            }
        }
        return answer.apply(capture);
    }

    private static List<ServiceRef> services(Capture capture, Catalog catalog) {
        String system = capture.origin().system();
        String service = capture.origin().service();
        return service.isEmpty()
                ? Optional.ofNullable(catalog.systems().get(system)).stream()
                        .flatMap(found -> found.services().keySet().stream())
                        .map(name -> new ServiceRef(system, name))
                        .toList()
                : List.of(new ServiceRef(system, service));
    }
}
