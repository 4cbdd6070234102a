package dev.opsdeck.message;

import dev.opsdeck.incident.ActionItem;
import dev.opsdeck.incident.Duty;
import dev.opsdeck.incident.Entry;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.MeanTimes;
import dev.opsdeck.incident.PublicUpdate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;

/**
 * What is to be learned from an incident, as a document.
 *
 * @param names what people are called, by Slack id
 * @param runs where the card of a run is in Slack, by its number; without an entry where that is not known
 * @param picture the PNG of the course, as base64; null for none
 */
public record PostMortem(
        Incident incident,
        String systemTitle,
        Map<Duty, Duty.Holder> duties,
        List<Entry> timeline,
        List<PublicUpdate> updates,
        List<ActionItem> actions,
        Map<String, String> names,
        Map<String, String> runs,
        @Nullable String picture) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** A canvas is for people; what a machine wrote by the thousand is in the files. */
    private static final int CANVAS_ENTRIES = 500;

    private static final String STYLE = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;"
            + "padding:0 1rem;color-scheme:light dark}table{border-collapse:collapse;width:100%}"
            + "th,td{border:1px solid #8886;padding:.3rem .5rem;text-align:left;vertical-align:top;"
            + "overflow-wrap:anywhere}th,td:not(:nth-child(2)){overflow-wrap:normal}td:first-child{white-space:nowrap}img{max-width:100%}code{font-size:.9em}";

    /** For repositories and wikis. */
    public String markdown() {
        return document(table()).replace("[[picture]]", "The picture of the course is beside this document.");
    }

    /** What it is called as a canvas; the same for every version of it. */
    public String canvasTitle() {
        return "Post-mortem " + incident.label();
    }

    /** For Slack's canvases, whose tables are too small for a timeline. */
    public String canvas() {
        String text = document(list())
                .replace(
                        "[[picture]]\n\n", "The picture of the course and the files for wikis are in the channel.\n\n");
        return text
                + "\n---\n\nPublishing the post-mortem again writes this canvas anew. `/ops incident correct` corrects"
                + " the timeline, `/ops incident action` changes the action items.\n";
    }

    /** A page of its own, with the picture in it. */
    public String html() {
        var extensions = List.of(TablesExtension.create());
        String body = HtmlRenderer.builder()
                .extensions(extensions)
                .escapeHtml(true)
                .sanitizeUrls(true)
                .build()
                .render(Parser.builder().extensions(extensions).build().parse(document(table())));
        String image = picture == null
                ? ""
                : "<img alt=\"Course of the incident\" src=\"data:image/png;base64," + picture + "\">";
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
                + " content=\"width=device-width\"><title>" + incident.label() + "</title><style>" + STYLE
                + "</style></head><body>" + body.replace("<p>[[picture]]</p>", image) + "</body></html>\n";
    }

    private String document(String course) {
        var text = new StringBuilder();
        text.append("# ").append(canvasTitle()).append(": ").append(safe(incident.title()));
        text.append("\n\n").append(facts()).append("\n");
        section(text, "Summary", orOpen(incident.summary()));
        section(text, "Root cause", orOpen(incident.cause()));
        section(text, "Impact", orOpen(incident.impact()));
        section(text, "How long it took", durations());
        section(text, "Course", "[[picture]]\n\n" + course);
        section(text, "Runs", runLines());
        section(text, "What was told to those who waited", updateLines());
        section(text, "Action items", actionLines());
        return text.toString();
    }

    private static void section(StringBuilder text, String title, String content) {
        text.append("\n## ").append(title).append("\n\n").append(content).append("\n");
    }

    private String facts() {
        var lines = new ArrayList<String>();
        lines.add("- System: " + safe(systemTitle));
        lines.add("- Severity: " + safe(incident.severity()));
        lines.add("- Declared by: " + safe(incident.declaredByName()));
        Stream.of(Duty.values())
                .filter(duties::containsKey)
                .forEach(duty -> lines.add("- " + IncidentWords.duty(duty) + ": "
                        + safe(Objects.requireNonNull(duties.get(duty)).name())));
        return String.join("\n", lines);
    }

    private String durations() {
        MeanTimes took = MeanTimes.of(List.of(incident));
        Incident.Times times = incident.times();
        return "| | at (UTC) | took |\n|---|---|---|\n" + row("began", times.began(), null)
                + row("detected", times.declared(), took.detect())
                + row("acknowledged", times.acknowledged(), took.acknowledge())
                + row("mitigated", times.mitigated(), took.mitigate())
                + row("resolved", times.resolved(), took.resolve());
    }

    private static String row(String what, @Nullable Instant at, @Nullable Duration took) {
        return "| " + what + " | " + (at == null ? "not recorded" : TIME.format(at)) + " | "
                + (took == null ? "" : Elapsed.words(took)) + " |\n";
    }

    private String table() {
        return "| time (UTC) | what | who | source |\n|---|---|---|---|\n"
                + timeline.stream().map(this::row).collect(Collectors.joining());
    }

    private String row(Entry entry) {
        return "| " + TIME.format(entry.at()) + " | " + cell(entry.text()) + corrected(entry) + " | "
                + name(entry.actor()) + " | " + cell(entry.source()) + " |\n";
    }

    private String corrected(Entry entry) {
        return entry.original() == null
                ? ""
                : " (corrected by " + name(String.valueOf(entry.correctedBy())) + "; it was: " + cell(entry.original())
                        + ")";
    }

    private String list() {
        int left = Math.max(0, timeline.size() - CANVAS_ENTRIES);
        String rest = left == 0 ? "" : "- … and " + left + " more, which are in the files\n";
        return timeline.stream().limit(CANVAS_ENTRIES).map(this::item).collect(Collectors.joining()) + rest;
    }

    private String item(Entry entry) {
        return "- **" + TIME.format(entry.at()) + "** " + safe(entry.text()) + corrected(entry) + " — "
                + name(entry.actor()) + "\n";
    }

    private String runLines() {
        List<String> lines = timeline.stream()
                .filter(entry -> entry.kind() == Entry.Kind.RUN)
                .collect(Collectors.toMap(Entry::source, Entry::text, (_, last) -> last, java.util.LinkedHashMap::new))
                .entrySet()
                .stream()
                .map(run -> "- " + safe(run.getValue()) + link(run.getKey()))
                .toList();
        return lines.isEmpty() ? "None." : String.join("\n", lines);
    }

    private String link(String source) {
        String number = source.replaceAll("\\D", "");
        String url = runs.get(number);
        return url == null ? " (output: `/ops show " + number + "`)" : " ([steps and output](" + url + "))";
    }

    private String updateLines() {
        return updates.isEmpty()
                ? "Nothing."
                : updates.stream().map(PostMortem::told).collect(Collectors.joining("\n\n"));
    }

    /** A paragraph for each line: what reads this does not agree about other ways to break a line. */
    private static String told(PublicUpdate update) {
        String lines = update.text()
                .lines()
                .filter(line -> !line.isBlank())
                .map(PostMortem::safe)
                .collect(Collectors.joining("\n\n"));
        return "### " + TIME.format(update.postedAt()) + " UTC, " + safe(update.postedByName()) + ": "
                + safe(update.subject()) + "\n\n" + lines;
    }

    private String actionLines() {
        return actions.isEmpty()
                ? "None yet. Add one with `/ops incident action " + incident.number() + " TEXT --owner=@name`."
                : actions.stream()
                        .map(item -> "- [" + (item.doneAt() == null ? " " : "x") + "] " + safe(item.text()) + " ("
                                + (item.ownerName() == null ? "nobody yet" : safe(item.ownerName())) + ", no. "
                                + item.id() + ")")
                        .collect(Collectors.joining("\n"));
    }

    private static String orOpen(@Nullable String text) {
        return text == null || text.isBlank() ? "Not written down yet." : safe(text);
    }

    private String name(String actor) {
        return cell(names.getOrDefault(actor, actor));
    }

    private static String cell(String text) {
        return safe(text).replace("|", "\\|");
    }

    /** On one line, and without the power of Markdown or HTML. */
    private static String safe(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("([\\\\`*_\\[\\]<>#])", "\\\\$1");
    }
}
