package dev.opsdeck.flow;

import dev.opsdeck.access.Decision;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.IncidentStore;
import dev.opsdeck.message.Message;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Finds the incident that somebody means and lets him act on it, if he may, once for each delivery. */
@Singleton
final class IncidentFinding {
    private final IncidentStore incidents;
    private final IncidentRights rights;
    private final Denials denials;
    private final Deliveries deliveries;
    private final Jdbi jdbi;

    IncidentFinding(IncidentStore incidents, IncidentRights rights, Denials denials, Deliveries deliveries, Jdbi jdbi) {
        this.incidents = incidents;
        this.rights = rights;
        this.denials = denials;
        this.deliveries = deliveries;
        this.jdbi = jdbi;
    }

    /** Acts on the incident as it is when nobody else can change it. */
    Reply change(Caller caller, @Nullable String number, BiFunction<Handle, Incident, Reply> action) {
        return look(
                caller,
                number,
                seen -> deliveries.once(
                        caller.request().delivery(),
                        tx -> action.apply(tx, incidents.lock(tx, seen.number()).orElseThrow())));
    }

    /** Answers about the incident. */
    Reply look(Caller caller, @Nullable String number, Function<Incident, Reply> answer) {
        Optional<Incident> found = jdbi.withHandle(handle -> find(handle, caller, number));
        if (found.isEmpty()) {
            return new Reply.Private(Message.of(
                    number == null
                            ? "Which incident? This is not the channel of one: give its number, as in `/ops incident"
                                    + " show 12`. `/ops incident list` shows those that are open."
                            : "There is no incident " + number + ". `/ops incident list --all` shows the last ones."));
        }
        Incident incident = found.get();
        Optional<Decision.Deny> refusal = rights.refusal(
                caller.catalog(),
                caller.actor(),
                incident.system(),
                caller.request().channelName());
        return refusal.map(deny -> denials.answer(
                        caller,
                        IncidentRights.action(
                                incident.system(), caller.request().channelName()),
                        deny))
                .orElseGet(() -> answer.apply(incident));
    }

    private Optional<Incident> find(Handle handle, Caller caller, @Nullable String number) {
        return number == null
                ? incidents.ofChannel(handle, caller.request().channel())
                : RecordAnswers.number(number).flatMap(id -> incidents.find(handle, id));
    }

    /** Whether the number is that of an incident. */
    boolean exists(String number) {
        return RecordAnswers.number(number)
                .flatMap(id -> jdbi.withHandle(handle -> incidents.find(handle, id)))
                .isPresent();
    }
}
