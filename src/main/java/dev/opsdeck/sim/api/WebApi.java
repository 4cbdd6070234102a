package dev.opsdeck.sim.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.opsdeck.sim.workspace.Json;
import dev.opsdeck.sim.workspace.SimWorkspace;
import dev.opsdeck.sim.workspace.Workspace;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes a Web API call through faults, token, limits and its method. */
public final class WebApi {
    /** A token of this form acts for the person whose id follows, as a user token would. */
    public static final String PERSON_TOKEN = "xoxp-";

    private final Workspace workspace;
    private final Clock clock;
    private final Map<String, Method.Entry> methods = new HashMap<>();
    public final RateLimits limits;
    private final Faults faults;
    public final CallLog log = new CallLog();

    /** @param socketUrl makes the address of a new Socket Mode connection */
    public WebApi(Workspace workspace, Faults faults, Clock clock, Supplier<String> socketUrl) {
        this.workspace = workspace;
        this.faults = faults;
        this.clock = clock;
        this.limits = new RateLimits(clock);
        Rooms rooms = new Rooms(workspace);
        List.of(
                        new AppMethods(workspace, socketUrl).methods(),
                        new ChatMethods(workspace, rooms).methods(),
                        new ConversationMethods(workspace, rooms).methods(),
                        new ConversationChanges(workspace, rooms).methods(),
                        new HistoryMethods(workspace, rooms).methods(),
                        new PeopleMethods(workspace).methods(),
                        new ViewMethods(workspace).methods(),
                        new FileMethods(workspace, rooms).methods(),
                        new MarkMethods(workspace, rooms).methods(),
                        new CanvasMethods(workspace, rooms).methods())
                .forEach(methods::putAll);
    }

    /** Calls a method by name. Never throws for what a caller did wrong. */
    public Answer call(String name, @Nullable String token, Args args) throws InterruptedException {
        Answer answer = answer(name, token, args);
        String error = answer.body().path("error").asText();
        log.add(new CallLog.Call(clock.instant(), name, args.all(), answer.status(), error));
        return answer;
    }

    private Answer answer(String name, @Nullable String token, Args args) throws InterruptedException {
        Optional<Faults.Fault> fault = faults.next(name);
        if (fault.isEmpty()) {
            return perform(name, token, args);
        }
        return switch (fault.get()) {
            case Faults.Fault.RateLimited limited -> Answer.rateLimited(limited.retryAfter());
            case Faults.Fault.ServerError(int status) -> Answer.serverError(status);
            case Faults.Fault.Refuse(String error) -> Answer.ok(new SlackError(error).body());
            case Faults.Fault.Close() -> Answer.cut();
            case Faults.Fault.LoseAnswer() -> {
                perform(name, token, args);
                yield Answer.cut();
            }
            case Faults.Fault.Slow slow -> {
                Thread.sleep(slow.by());
                yield perform(name, token, args);
            }
            case Faults.Fault.Hang() -> {
                faults.hang();
                yield Answer.cut();
            }
        };
    }

    private Answer perform(String name, @Nullable String token, Args args) {
        try {
            Method.Entry entry = methods.get(name);
            if (entry == null) {
                throw new SlackError("unknown_method");
            }
            Caller caller = caller(token == null ? args.orNull("token") : token, entry);
            String channel = args.text("channel").orElse("");
            var wait = limits.take(name, entry.tier(), channel);
            if (wait.isPresent()) {
                return Answer.rateLimited(wait.get());
            }
            ObjectNode body = Json.object().put("ok", true);
            body.setAll(entry.method().call(args, caller));
            return Answer.ok(body);
        } catch (SlackError refusal) {
            return Answer.ok(refusal.body());
        }
    }

    private Caller caller(@Nullable String token, Method.Entry entry) {
        SimWorkspace.App app = workspace.spec.app();
        if (token == null) {
            throw new SlackError("not_authed");
        }
        if (token.equals(app.credentials().appToken())) {
            // Socket Mode clients call auth.test with the app-level token.
            return new Caller(app.botUserId(), Caller.Kind.APP);
        }
        if (entry.appLevel()) {
            throw new SlackError("not_allowed_token_type");
        }
        if (token.equals(app.credentials().botToken())) {
            if (faults.tokenRevoked()) {
                throw new SlackError("token_revoked");
            }
            return new Caller(app.botUserId(), Caller.Kind.BOT);
        }
        String person = token.startsWith(PERSON_TOKEN) ? token.substring(PERSON_TOKEN.length()) : "";
        if (workspace.people.find(person).isEmpty()) {
            throw new SlackError("invalid_auth");
        }
        return new Caller(person, Caller.Kind.PERSON);
    }
}
