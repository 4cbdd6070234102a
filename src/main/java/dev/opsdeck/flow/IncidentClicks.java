package dev.opsdeck.flow;

import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.IncidentRules;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Severity;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.IncidentStore;
import dev.opsdeck.message.Actions;
import dev.opsdeck.message.IncidentForm;
import dev.opsdeck.message.IncidentForm.Field;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Buttons, forms and shortcuts of incidents: each does what a command does. */
@Singleton
final class IncidentClicks {
    private final IncidentDesk desk;
    private final IncidentAnswers answers;
    private final IncidentForms forms;
    private final IncidentFinding finding;
    private final IncidentUpdates updates;
    private final IncidentLearning learning;
    private final IncidentMarks marks;
    private final IncidentStore incidents;
    private final Scheduling scheduling;
    private final Jdbi jdbi;

    IncidentClicks(
            IncidentDesk desk,
            IncidentAnswers answers,
            IncidentForms forms,
            IncidentFinding finding,
            IncidentUpdates updates,
            IncidentLearning learning,
            IncidentMarks marks,
            IncidentStore incidents,
            Scheduling scheduling,
            Jdbi jdbi) {
        this.desk = desk;
        this.answers = answers;
        this.forms = forms;
        this.finding = finding;
        this.updates = updates;
        this.learning = learning;
        this.marks = marks;
        this.incidents = incidents;
        this.scheduling = scheduling;
        this.jdbi = jdbi;
    }

    Reply click(Caller caller, String action, String value) {
        Reply reply = dispatch(caller, action, value);
        scheduling.wake();
        return reply;
    }

    private Reply dispatch(Caller caller, String action, String value) {
        if (action.startsWith(Actions.INCIDENT_TAKE)) {
            return desk.assign(caller, value, action.substring(Actions.INCIDENT_TAKE.length()), null);
        }
        String[] parts = value.split(":", 2);
        return switch (action) {
            case Actions.INCIDENT_DECLARE -> forms.from(caller, value);
            case Actions.INCIDENT_ACK -> desk.acknowledge(caller, value);
            case Actions.INCIDENT_MITIGATE -> desk.mitigate(caller, value);
            case Actions.INCIDENT_REOPEN -> desk.reopen(caller, value);
            case Actions.INCIDENT_STOP_CLOCKS -> desk.stopClocks(caller, value);
            case Actions.INCIDENT_SEVERITY -> desk.rate(caller, parts[0], parts.length < 2 ? "" : parts[1]);
            case Actions.INCIDENT_UPDATE -> answers.updateForm(caller, value, null);
            case Actions.INCIDENT_RESOLVE ->
                finding.look(caller, value, incident -> new Reply.Open(IncidentForm.resolve(incident, null, null)));
            case Actions.INCIDENT_NOTE ->
                finding.look(caller, value, incident -> new Reply.Open(IncidentForm.note(incident)));
            case Actions.INCIDENT_ASSIGN ->
                finding.look(caller, value, incident -> new Reply.Open(IncidentForm.assign(incident)));
            case Actions.INCIDENT_TIMELINE -> answers.timeline(caller, value, -1);
            case Actions.INCIDENT_TIMELINE_OLDER, Actions.INCIDENT_TIMELINE_NEWER ->
                answers.turn(caller, parts[0], offset(parts));
            case Actions.INCIDENT_PICTURE -> learning.picture(caller, value);
            case Actions.INCIDENT_POST_MORTEM -> learning.postMortem(caller, value, false);
            case Actions.INCIDENT_PUBLISH -> learning.postMortem(caller, value, true);
            default -> tell("This button is from an older version. Type `/ops help incident`.");
        };
    }

    private static int offset(String[] parts) {
        return parts.length < 2
                ? 0
                : RecordAnswers.number(parts[1]).map(Math::toIntExact).orElse(0);
    }

    Reply submit(Caller caller, String callback, String metadata, Map<String, String> values) {
        String[] lines = metadata.split("\n", -1);
        Reply reply =
                switch (callback) {
                    case Actions.INCIDENT_DECLARE_MODAL -> declare(caller, lines, values);
                    case Actions.INCIDENT_UPDATE_MODAL -> preview(caller, lines[0], values);
                    case Actions.INCIDENT_PREVIEW_MODAL -> post(caller, lines, values);
                    case Actions.INCIDENT_RESOLVE_MODAL ->
                        desk.resolve(caller, lines[0], values.getOrDefault(Field.SUMMARY, ""), values.get(Field.CAUSE));
                    case Actions.INCIDENT_NOTE_MODAL ->
                        desk.note(caller, lines[0], values.getOrDefault(Field.TEXT, ""));
                    case Actions.INCIDENT_ASSIGN_MODAL ->
                        desk.assign(caller, lines[0], values.getOrDefault(Field.DUTY, ""), values.get(Field.PERSON));
                    case Actions.INCIDENT_MARK_MODAL -> mark(caller, lines, values.get(Field.INCIDENT));
                    default -> tell("This form is from an older version. Type `/ops help incident`.");
                };
        scheduling.wake();
        return reply;
    }

    private Reply declare(Caller caller, String[] lines, Map<String, String> values) {
        Catalog catalog = caller.catalog();
        ManagedSystem system = catalog.systems().get(values.getOrDefault(Field.SYSTEM, ""));
        if (system == null) {
            return new Reply.Errors(Map.of(Field.SYSTEM, "Choose a system."));
        }
        Optional<Severity> severity = IncidentRules.severity(system, values.getOrDefault(Field.SEVERITY, ""));
        if (severity.isEmpty()) {
            return new Reply.Errors(Map.of(
                    Field.SEVERITY,
                    system.title() + " knows "
                            + String.join(", ", IncidentRules.severities(system).keySet()) + "."));
        }
        String title = values.getOrDefault(Field.TITLE, "").strip();
        if (title.isEmpty()) {
            return new Reply.Errors(Map.of(Field.TITLE, "Say in a few words what is wrong."));
        }
        return desk.declare(
                caller,
                new IncidentCourse.Wish(
                        system,
                        severity.get(),
                        IncidentForms.cut(title),
                        values.get(Field.IMPACT),
                        forms.began(lines[0]),
                        lines[0].isEmpty() ? null : lines[0],
                        lines.length > 1 ? lines[1] : ""));
    }

    private Reply preview(Caller caller, String number, Map<String, String> values) {
        return finding.look(caller, number, incident -> {
            String template = values.getOrDefault(Field.TEMPLATE, "update");
            var given = new HashMap<>(values);
            given.remove(Field.TEMPLATE);
            return jdbi.withHandle(handle -> updates.fill(handle, incident, template, given))
                    .<Reply>map(text -> new Reply.Open(IncidentForm.preview(
                            incident,
                            template,
                            text.status(),
                            text.subject(),
                            text.text(),
                            updates.channels(incident, template))))
                    .orElseGet(() -> new Reply.Errors(Map.of(Field.TEMPLATE, "The catalog has no such template.")));
        });
    }

    private Reply post(Caller caller, String[] lines, Map<String, String> values) {
        String text = values.getOrDefault(Field.TEXT, "").strip();
        if (text.isEmpty() || lines.length < 3) {
            return new Reply.Errors(Map.of(Field.TEXT, "There is nothing to post."));
        }
        return finding.change(caller, lines[0], (tx, incident) -> {
            updates.post(
                    tx,
                    incident,
                    caller.actor(),
                    new IncidentUpdates.Text(lines[1], values.getOrDefault(Field.SUBJECT, ""), text, lines[2]));
            return tell("The update about " + incident.label() + " is posted.");
        });
    }

    /** A message was chosen for the timeline. */
    Reply mark(Caller caller, String ts, String author, String text) {
        Optional<Incident> here = jdbi.withHandle(
                handle -> incidents.ofChannel(handle, caller.request().channel()));
        if (here.isPresent()) {
            return mark(caller, here.get(), caller.request().channel(), ts, author, text);
        }
        List<Incident> open = jdbi.withHandle(handle -> incidents.open(handle, null));
        String cut = text.length() <= 2_000 ? text : text.substring(0, 2_000);
        return open.isEmpty()
                ? tell("No incident is open.")
                : new Reply.Open(
                        IncidentForm.mark(String.join("\n", caller.request().channel(), ts, author, cut), open));
    }

    private Reply mark(Caller caller, String[] lines, @Nullable String number) {
        if (lines.length < 4) {
            return tell("The message cannot be found any more.");
        }
        String text = String.join("\n", List.of(lines).subList(3, lines.length));
        return finding.look(caller, number, incident -> mark(caller, incident, lines[0], lines[1], lines[2], text));
    }

    private Reply mark(Caller caller, Incident incident, String channel, String ts, String author, String text) {
        return finding.change(caller, Long.toString(incident.number()), (tx, locked) -> {
            boolean added = marks.choose(tx, locked, channel, ts, author, text);
            return tell(
                    added
                            ? "The message is on the timeline of " + Mrkdwn.bold(locked.label()) + "."
                            : "The message is on the timeline of " + Mrkdwn.bold(locked.label()) + " already.");
        });
    }

    private static Reply tell(String text) {
        return new Reply.Private(Message.of(text));
    }
}
