package dev.opsdeck.flow;

import dev.opsdeck.access.Decision;
import dev.opsdeck.access.Directory;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.IncidentRules;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Severity;
import dev.opsdeck.command.IncidentCommand;
import dev.opsdeck.incident.Duty;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.Phase;
import dev.opsdeck.message.IncidentForm;
import dev.opsdeck.message.IncidentTopic;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people type about incidents. */
@Singleton
final class IncidentDesk {
    private final IncidentCourse course;
    private final IncidentFinding finding;
    private final IncidentForms forms;
    private final IncidentUpdates updates;
    private final IncidentAnswers answers;
    private final IncidentLearning learning;
    private final IncidentRights rights;
    private final Denials denials;
    private final Deliveries deliveries;
    private final Directory directory;
    private final Scheduling scheduling;

    IncidentDesk(
            IncidentCourse course,
            IncidentFinding finding,
            IncidentForms forms,
            IncidentUpdates updates,
            IncidentAnswers answers,
            IncidentLearning learning,
            IncidentRights rights,
            Denials denials,
            Deliveries deliveries,
            Directory directory,
            Scheduling scheduling) {
        this.course = course;
        this.finding = finding;
        this.forms = forms;
        this.updates = updates;
        this.answers = answers;
        this.learning = learning;
        this.rights = rights;
        this.denials = denials;
        this.deliveries = deliveries;
        this.directory = directory;
        this.scheduling = scheduling;
    }

    Reply handle(Caller caller, IncidentCommand command) {
        Reply reply =
                switch (command) {
                    case IncidentCommand.Declare wish -> declare(caller, wish);
                    case IncidentCommand.Acknowledge(String number) -> acknowledge(caller, number);
                    case IncidentCommand.Mitigate(String number) -> mitigate(caller, number);
                    case IncidentCommand.Reopen(String number) -> reopen(caller, number);
                    case IncidentCommand.Note note -> note(caller, note);
                    case IncidentCommand.Correct wish -> correct(caller, wish);
                    case IncidentCommand.Rate(String number, String severity) -> rate(caller, number, severity);
                    case IncidentCommand.Assign(String number, String duty, String person) ->
                        assign(caller, number, duty, person);
                    case IncidentCommand.Update update -> update(caller, update);
                    case IncidentCommand.Resolve wish -> resolve(caller, wish);
                    case IncidentCommand.Overview wish -> answers.list(caller, wish);
                    case IncidentCommand.Show(String number) -> answers.show(caller, number);
                    case IncidentCommand.Timeline(String number) -> answers.timeline(caller, number, -1);
                    case IncidentCommand.Clocks(String number, boolean stop) ->
                        stop ? stopClocks(caller, number) : answers.clocks(caller, number);
                    case IncidentCommand.Action action -> learning.action(caller, action);
                    case IncidentCommand.PostMortem(String number, boolean publish) ->
                        learning.postMortem(caller, number, publish);
                    case IncidentCommand.Metrics metrics -> learning.metrics(caller, metrics);
                };
        scheduling.wake();
        return reply;
    }

    private Reply declare(Caller caller, IncidentCommand.Declare wish) {
        Catalog catalog = caller.catalog();
        if (wish.system() != null && !catalog.systems().containsKey(wish.system())) {
            return tell("The catalog has no system " + Mrkdwn.code(wish.system()) + ". There is: "
                    + String.join(", ", catalog.systems().keySet()) + ".");
        }
        Optional<ManagedSystem> system = system(caller, wish.system());
        String words = wish.words() == null ? "" : wish.words();
        String[] parts = words.split("\\s+", 2);
        Optional<Severity> severity = system.flatMap(its -> IncidentRules.severity(its, parts[0]));
        String title = severity.isPresent() ? (parts.length > 1 ? parts[1] : "") : words;
        if (system.isEmpty() || severity.isEmpty() || title.isBlank()) {
            return forms.open(
                    caller,
                    "",
                    title.isBlank() ? null : IncidentForms.cut(title),
                    system.map(ManagedSystem::name).orElse(null),
                    severity.map(Severity::name).orElse(null),
                    wish.impact());
        }
        return declare(
                caller,
                new IncidentCourse.Wish(
                        system.get(),
                        severity.get(),
                        IncidentForms.cut(title),
                        wish.impact(),
                        null,
                        null,
                        caller.request().channel()));
    }

    private static Optional<ManagedSystem> system(Caller caller, @Nullable String named) {
        var all = caller.catalog().systems();
        if (named != null) {
            return Optional.ofNullable(all.get(named));
        }
        List<ManagedSystem> here = caller.systemsHere();
        return here.size() == 1 ? Optional.of(here.getFirst()) : Optional.empty();
    }

    /** Declares it if he may. */
    Reply declare(Caller caller, IncidentCourse.Wish wish) {
        String system = wish.system().name();
        String channelName = caller.request().channelName();
        Optional<Decision.Deny> refusal = rights.refusal(caller.catalog(), caller.actor(), system, channelName);
        if (refusal.isPresent()) {
            return denials.answer(caller, IncidentRights.action(system, channelName), refusal.get());
        }
        Reply reply =
                deliveries.once(caller.request().delivery(), tx -> switch (course.declare(tx, caller.actor(), wish)) {
                    case IncidentCourse.Declared.New(Incident incident) ->
                        tell("🔴 " + Mrkdwn.bold(incident.label()) + " is declared as "
                                + Mrkdwn.code(incident.severity()) + ". Its channel is being made: #"
                                + IncidentTopic.channel(incident.number(), incident.title())
                                + ". You are invited to it.");
                    case IncidentCourse.Declared.Known(Incident incident) ->
                        tell("It is declared already: " + Mrkdwn.bold(incident.label()) + " "
                                + Mrkdwn.escape(incident.title())
                                + (incident.channel() == null ? "" : ", in <#" + incident.channel() + ">") + ".");
                });
        scheduling.wake();
        return reply;
    }

    Reply acknowledge(Caller caller, @Nullable String number) {
        return finding.change(caller, number, (tx, incident) -> {
            if (incident.phase() != Phase.DECLARED) {
                return tell(incident.label() + " is acknowledged already.");
            }
            Incident now = course.acknowledge(
                    tx, incident, caller.actor().id(), caller.actor().name());
            return tell("You acknowledged " + now.label() + ". Nobody is paged any more.");
        });
    }

    Reply mitigate(Caller caller, @Nullable String number) {
        return finding.change(caller, number, (tx, incident) -> {
            if (!incident.phase().exits().contains(Phase.MITIGATED)) {
                return tell(incident.label() + " is " + word(incident) + " already.");
            }
            course.mitigate(tx, incident, caller.actor());
            return tell(incident.label() + " is mitigated. Resolve it when it is over.");
        });
    }

    Reply reopen(Caller caller, @Nullable String number) {
        return finding.change(caller, number, (tx, incident) -> {
            if (incident.phase() != Phase.RESOLVED) {
                return tell(
                        incident.phase().open()
                                ? incident.label() + " is open."
                                : incident.label() + " is closed. Declare a new one.");
            }
            course.reopen(tx, incident, caller.actor());
            return tell(incident.label() + " is open again, and its clocks run.");
        });
    }

    private Reply note(Caller caller, IncidentCommand.Note note) {
        String number = note.number();
        boolean partOfText = number != null && !finding.exists(number);
        String text = partOfText ? number + " " + note.text() : note.text();
        return note(caller, partOfText ? null : number, text);
    }

    Reply note(Caller caller, @Nullable String number, String text) {
        return finding.change(caller, number, (tx, incident) -> {
            course.note(tx, incident, caller.actor(), text, caller.request().delivery());
            return tell("It is on the timeline of " + incident.label() + ".");
        });
    }

    private Reply correct(Caller caller, IncidentCommand.Correct wish) {
        return finding.change(caller, wish.number(), (tx, incident) -> {
            boolean corrected = RecordAnswers.number(wish.entry())
                    .filter(entry -> course.correct(tx, incident, caller.actor(), entry, wish.text()))
                    .isPresent();
            return tell(
                    corrected
                            ? "Entry " + wish.entry() + " is corrected; the original is kept."
                            : incident.label() + " has no entry " + wish.entry()
                                    + ". The numbers are in `/ops incident timeline " + incident.number() + "`.");
        });
    }

    Reply rate(Caller caller, @Nullable String number, String severity) {
        return finding.change(caller, number, (tx, incident) -> {
            ManagedSystem system = caller.catalog().systems().get(incident.system());
            Optional<Severity> wanted = system == null ? Optional.empty() : IncidentRules.severity(system, severity);
            if (wanted.isEmpty()) {
                return tell("There is no severity " + Mrkdwn.code(severity) + ". There is: "
                        + (system == null
                                ? "none, because the catalog has no such system any more"
                                : String.join(
                                        ", ", IncidentRules.severities(system).keySet()))
                        + ".");
            }
            if (!incident.phase().open() || wanted.get().name().equals(incident.severity())) {
                return tell(incident.label() + " is " + word(incident) + " with severity "
                        + Mrkdwn.code(incident.severity()) + "; nothing is changed.");
            }
            course.rate(tx, incident, caller.actor(), wanted.get());
            return tell(incident.label() + " is " + Mrkdwn.code(wanted.get().name())
                    + " now, and its clocks are set anew.");
        });
    }

    Reply assign(Caller caller, @Nullable String number, String typed, @Nullable String person) {
        Optional<Duty> duty = Duty.of(typed);
        if (duty.isEmpty()) {
            return tell("There is no role " + Mrkdwn.code(typed) + ". There is: commander, communications, scribe.");
        }
        Optional<String> user = person == null ? Optional.of(caller.actor().id()) : directory.find(person);
        if (user.isEmpty()) {
            return tell("Nobody here is called " + Mrkdwn.code(String.valueOf(person)) + ".");
        }
        String name = directory.actor(user.get()).name();
        return finding.change(caller, number, (tx, incident) -> {
            if (!incident.phase().open()) {
                return tell(incident.label() + " is " + word(incident) + "; nobody has to lead it any more.");
            }
            course.assign(tx, incident, caller.actor(), duty.get(), user.get(), name);
            return tell(
                    Mrkdwn.user(user.get()) + " has the role " + duty.get().word() + " in " + incident.label() + ".");
        });
    }

    private Reply update(Caller caller, IncidentCommand.Update update) {
        if (update.values().isEmpty()) {
            return answers.updateForm(caller, update.number(), update.template());
        }
        return finding.change(caller, update.number(), (tx, incident) -> {
            String template = update.template() == null ? updates.fitting(tx, incident) : update.template();
            return updates.fill(tx, incident, template, update.values())
                    .map(text -> {
                        updates.post(tx, incident, caller.actor(), text);
                        return tell("The update about " + incident.label() + " is posted.");
                    })
                    .orElseGet(() -> tell("There is no template " + Mrkdwn.code(template) + ". There is: "
                            + String.join(", ", updates.templates(incident).keySet()) + "."));
        });
    }

    private Reply resolve(Caller caller, IncidentCommand.Resolve wish) {
        String summary = wish.summary();
        return summary == null
                ? finding.look(
                        caller,
                        wish.number(),
                        incident -> new Reply.Open(IncidentForm.resolve(incident, null, wish.cause())))
                : resolve(caller, wish.number(), summary, wish.cause());
    }

    Reply resolve(Caller caller, @Nullable String number, String summary, @Nullable String cause) {
        return finding.change(caller, number, (tx, incident) -> {
            if (!incident.phase().open()) {
                return tell(incident.label() + " is " + word(incident) + " already.");
            }
            course.resolve(tx, incident, caller.actor(), summary, cause);
            return tell(incident.label() + " is resolved. `/ops incident update " + incident.number()
                    + "` tells those who wait; `/ops incident postmortem " + incident.number()
                    + "` writes down what is to be learned.");
        });
    }

    Reply stopClocks(Caller caller, @Nullable String number) {
        return finding.change(caller, number, (tx, incident) -> {
            int stopped = course.stopClocks(tx, incident, caller.actor());
            return tell(
                    stopped == 0
                            ? "No clock of " + incident.label() + " is running."
                            : "The clocks of " + incident.label() + " are stopped.");
        });
    }

    private static String word(Incident incident) {
        return incident.phase().name().toLowerCase(java.util.Locale.ROOT);
    }

    private static Reply tell(String text) {
        return new Reply.Private(Message.of(text));
    }
}
