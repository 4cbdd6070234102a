package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.DatabaseStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** ALTER SYSTEM, and the reload after it. */
@Singleton
final class SetParameterHandler implements StepHandler<DatabaseStep.SetParameter> {
    private static final Duration LOOK = Duration.ofMillis(200);

    /** What ALTER SYSTEM wrote last, what holds, and when the server read its files. */
    private static final String STATE = """
            select (select setting from pg_file_settings where name = %1$s and sourcefile ~ 'postgresql\\.auto\\.conf$'
                    order by seqno desc limit 1),
                   s.source, current_setting(s.name), s.pending_restart,
                   (extract(epoch from pg_conf_load_time()) * 1000000)::bigint,
                   (extract(epoch from clock_timestamp()) * 1000000)::bigint,
                   exists (select from pg_file_settings where name = %1$s and sourcefile ~ 'postgresql\\.auto\\.conf$')
            from pg_settings s where s.name = %1$s""";

    private final Writing writing;

    SetParameterHandler(Writing writing) {
        this.writing = writing;
    }

    @Override
    public Class<DatabaseStep.SetParameter> kind() {
        return DatabaseStep.SetParameter.class;
    }

    /** @param written null when ALTER SYSTEM has written none */
    private record State(
            @Nullable String written, String source, String holds, boolean restart, long loaded, long now) {}

    @Override
    public Map<String, String> before(ManagedSystem system, DatabaseStep.SetParameter step) {
        State now = state(system, step);
        return now.written() == null
                ? Map.of("held", now.holds(), "at", Long.toString(now.now()))
                : Map.of("held", now.holds(), "at", Long.toString(now.now()), "written", now.written());
    }

    @Override
    public Outcome act(
            ManagedSystem system, DatabaseStep.SetParameter step, Map<String, String> before, StepControl control) {
        return write(system, step, step.value(), control, "was " + before.getOrDefault("held", "not known"));
    }

    private Outcome write(
            ManagedSystem system,
            DatabaseStep.SetParameter step,
            @Nullable String value,
            StepControl control,
            String was) {
        long from = state(system, step).now();
        try {
            alter(system, step, value);
            reload(system, step);
        } catch (SqlFailure e) {
            return Refusal.outcome("Setting " + step.parameter(), e);
        }
        State now = state(system, step);
        while (now.loaded() < from) {
            if (!control.pause(LOOK)) {
                return new Outcome.Failed("The server did not read its settings again.", true);
            }
            now = state(system, step);
        }
        if (!Objects.equals(now.written(), value)) {
            return new Outcome.Failed(
                    "The server's files say " + now.written() + " for " + step.parameter() + " after all.", true);
        }
        return new Outcome.Done(words(step, now, was));
    }

    private static String words(DatabaseStep.SetParameter step, State now, String was) {
        if (now.restart()) {
            return step.parameter() + " is " + now.holds() + " (" + was + "): what was set takes effect when the server"
                    + " is restarted.";
        }
        String special =
                switch (now.source()) {
                    case "database", "user", "database user" ->
                        " For this database or user another value is set, which goes before it.";
                    case "command line", "environment variable" ->
                        " The server was started with another value, which goes before it.";
                    default -> "";
                };
        return step.parameter() + " is " + now.holds() + " (" + was + ")." + special;
    }

    private void alter(ManagedSystem system, DatabaseStep.SetParameter step, @Nullable String value) {
        String to = value == null ? "reset " + step.parameter() : "set " + step.parameter() + " = " + Writing.literal(value);
        writing.run(system, step.database(), "alter system " + to, WriteLimits.brief());
    }

    private void reload(ManagedSystem system, DatabaseStep.SetParameter step) {
        writing.run(system, step.database(), "select pg_reload_conf()", WriteLimits.brief());
    }

    @Override
    public Finding inspect(
            ManagedSystem system,
            DatabaseStep.SetParameter step,
            Map<String, String> before,
            Instant intentAt,
            Instant now) {
        State state = state(system, step);
        boolean written = Objects.equals(state.written(), step.value());
        boolean wasSo = Objects.equals(before.get("written"), step.value());
        if (!written || (wasSo && state.loaded() < Long.parseLong(before.getOrDefault("at", "0")))) {
            return new Finding.DidNotHappen(step.parameter() + " is as it was.");
        }
        if (state.loaded() < Long.parseLong(before.getOrDefault("at", "0"))) {
            // Written but not read yet: reading is harmless, and doing it all again would forget the value before.
            reload(system, step);
            return new Finding.UnderWay("The server is reading its settings.");
        }
        return new Finding.Happened(words(step, state, "was " + before.getOrDefault("held", "not known")));
    }

    @Override
    public Outcome undo(
            ManagedSystem system, DatabaseStep.SetParameter step, Map<String, String> before, StepControl control) {
        return write(system, step, before.get("written"), control, "put back");
    }

    private State state(ManagedSystem system, DatabaseStep.SetParameter step) {
        List<String> row = Optional.of(writing.look(
                                system, step.database(), STATE.formatted(Writing.literal(step.parameter())))
                        .rows())
                .filter(rows -> !rows.isEmpty())
                .map(List::getFirst)
                .orElseThrow(() -> new dev.opsdeck.plan.TargetException(
                        "The server of " + step.database() + " has no setting " + step.parameter() + "."));
        return new State(
                row.get(6).startsWith("t") ? row.getFirst() : null,
                row.get(1),
                row.get(2),
                row.get(3).startsWith("t"),
                Long.parseLong(row.get(4)),
                Long.parseLong(row.get(5)));
    }
}
