package dev.opsdeck.message;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.block.element.StaticSelectElement;
import com.slack.api.model.block.element.UsersSelectElement;
import com.slack.api.model.view.View;
import dev.opsdeck.incident.Duty;
import dev.opsdeck.incident.Incident;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The forms of incidents. What is entered comes back by the names in {@link Field}. */
public final class IncidentForm {
    private static final int MOST_OPTIONS = 100;
    private static final int LONGEST = 2_900;

    private IncidentForm() {}

    /** Names of the inputs. */
    public static final class Field {
        public static final String TITLE = "title";
        public static final String SYSTEM = "system";
        public static final String SEVERITY = "severity";
        public static final String IMPACT = "impact";
        public static final String SUMMARY = "summary";
        public static final String CAUSE = "cause";
        public static final String TEXT = "text";
        public static final String SUBJECT = "subject";
        public static final String STATUS = "status";
        public static final String TEMPLATE = "template";
        public static final String DUTY = "duty";
        public static final String PERSON = "person";
        public static final String INCIDENT = "incident";

        private Field() {}
    }

    /**
     * What is filled in when the form to declare opens.
     *
     * @param source what it is declared from; empty for nothing
     * @param known what is worth knowing before declaring, in Slack's markup; null while that is being found out
     */
    public record Declaration(
            String source,
            String channel,
            @Nullable String title,
            @Nullable String system,
            @Nullable String severity,
            @Nullable String impact,
            List<String> systems,
            List<String> severities,
            @Nullable String known) {
        /** With what was found out. */
        public Declaration knowing(String text) {
            return new Declaration(source, channel, title, system, severity, impact, systems, severities, text);
        }
    }

    public static View declare(Declaration wish) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockParts.context(wish.known() == null ? "Looking what is open already…" : wish.known()));
        blocks.add(input(Field.TITLE, "What is wrong?", line(Field.TITLE, wish.title(), "Checkout fails"), false));
        blocks.add(input(Field.SYSTEM, "System", select(Field.SYSTEM, wish.systems(), wish.system()), false));
        blocks.add(
                input(Field.SEVERITY, "Severity", select(Field.SEVERITY, wish.severities(), wish.severity()), false));
        blocks.add(input(Field.IMPACT, "Impact: what do people notice?", text(Field.IMPACT, wish.impact()), true));
        String metadata = wish.source() + "\n" + wish.channel();
        return modal(Actions.INCIDENT_DECLARE_MODAL, metadata, "Declare an incident", "Declare", blocks);
    }

    /** @param known what is filled in already */
    public static View update(Incident incident, List<String> templates, String template, Map<String, String> known) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(input(Field.TEMPLATE, "Template", select(Field.TEMPLATE, templates, template), false));
        blocks.add(input(Field.STATUS, "Status", line(Field.STATUS, known.get("status"), "Investigating"), true));
        blocks.add(input(Field.IMPACT, "Impact", text(Field.IMPACT, known.get("impact")), true));
        blocks.add(
                input("actions", "Actions taken since the last update", text("actions", known.get("actions")), true));
        blocks.add(input("next-steps", "Next steps", text("next-steps", known.get("next-steps")), true));
        blocks.add(input("eta", "Expected end", line("eta", known.get("eta"), "in an hour"), true));
        return modal(
                Actions.INCIDENT_UPDATE_MODAL,
                Long.toString(incident.number()),
                "Update on " + incident.label(),
                "Preview",
                blocks);
    }

    /** The text as it would be posted, which may still be changed. */
    public static View preview(
            Incident incident, String template, String status, String subject, String text, List<String> channels) {
        var blocks = new ArrayList<LayoutBlock>();
        String where = channels.isEmpty()
                ? "The catalog names no stakeholders, so it goes to the incident's channel alone."
                : "It goes to "
                        + String.join(
                                ", ",
                                channels.stream()
                                        .map(name -> "#" + Mrkdwn.escape(name))
                                        .toList()) + ".";
        blocks.add(BlockParts.context(where));
        blocks.add(input(Field.SUBJECT, "Subject", line(Field.SUBJECT, subject, "Subject"), true));
        blocks.add(input(Field.TEXT, "Text", text(Field.TEXT, text), false));
        return modal(
                Actions.INCIDENT_PREVIEW_MODAL,
                incident.number() + "\n" + template + "\n" + status.replace('\n', ' '),
                "Preview",
                "Post",
                blocks);
    }

    public static View resolve(Incident incident, @Nullable String summary, @Nullable String cause) {
        return modal(
                Actions.INCIDENT_RESOLVE_MODAL,
                Long.toString(incident.number()),
                "Resolve " + incident.label(),
                "Resolve",
                List.of(
                        input(Field.SUMMARY, "What solved it?", text(Field.SUMMARY, summary), false),
                        input(Field.CAUSE, "Root cause, as far as it is known", text(Field.CAUSE, cause), true)));
    }

    public static View note(Incident incident) {
        return modal(
                Actions.INCIDENT_NOTE_MODAL,
                Long.toString(incident.number()),
                "Note",
                "Add",
                List.of(input(Field.TEXT, "What happened?", text(Field.TEXT, null), false)));
    }

    public static View assign(Incident incident) {
        List<OptionObject> duties = Stream.of(Duty.values())
                .map(duty -> IncidentCard.option(IncidentWords.duty(duty), duty.word()))
                .toList();
        return modal(
                Actions.INCIDENT_ASSIGN_MODAL,
                Long.toString(incident.number()),
                "Assign a role",
                "Assign",
                List.of(
                        input(
                                Field.DUTY,
                                "Role",
                                StaticSelectElement.builder()
                                        .actionId(Field.DUTY)
                                        .options(duties)
                                        .initialOption(duties.getFirst())
                                        .build(),
                                false),
                        input(
                                Field.PERSON,
                                "Person",
                                UsersSelectElement.builder()
                                        .actionId(Field.PERSON)
                                        .build(),
                                false)));
    }

    /** Asks on which timeline a message is to go. */
    public static View mark(String metadata, List<Incident> open) {
        List<OptionObject> options = open.stream()
                .limit(MOST_OPTIONS)
                .map(incident -> IncidentCard.option(
                        incident.label() + " " + incident.title(), Long.toString(incident.number())))
                .toList();
        return modal(
                Actions.INCIDENT_MARK_MODAL,
                metadata,
                "Add to a timeline",
                "Add",
                List.of(input(
                        Field.INCIDENT,
                        "Incident",
                        StaticSelectElement.builder()
                                .actionId(Field.INCIDENT)
                                .options(options)
                                .initialOption(options.getFirst())
                                .build(),
                        false)));
    }

    private static View modal(String callback, String metadata, String title, String submit, List<LayoutBlock> blocks) {
        return new ModalFrame(callback, metadata, title, submit, "Cancel").around(blocks);
    }

    private static InputBlock input(
            String name, String label, com.slack.api.model.block.element.BlockElement element, boolean optional) {
        return InputBlock.builder()
                .blockId(name)
                .label(BlockParts.plain(label))
                .element(element)
                .optional(optional)
                .build();
    }

    private static PlainTextInputElement line(String name, @Nullable String value, String example) {
        return PlainTextInputElement.builder()
                .actionId(name)
                .maxLength(200)
                .initialValue(value == null ? null : Cut.plain(value, 200))
                .placeholder(BlockParts.plain(example))
                .build();
    }

    private static PlainTextInputElement text(String name, @Nullable String value) {
        return PlainTextInputElement.builder()
                .actionId(name)
                .multiline(true)
                .maxLength(LONGEST)
                .initialValue(value == null ? null : Cut.plain(value, LONGEST))
                .build();
    }

    private static StaticSelectElement select(String name, List<String> choices, @Nullable String chosen) {
        List<OptionObject> options = choices.stream()
                .limit(MOST_OPTIONS)
                .map(choice -> IncidentCard.option(choice, choice))
                .toList();
        Optional<OptionObject> first = options.stream()
                .filter(option -> option.getValue().equals(chosen))
                .findFirst();
        return StaticSelectElement.builder()
                .actionId(name)
                .options(options)
                .initialOption(first.orElse(null))
                .build();
    }
}
