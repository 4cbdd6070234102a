package dev.opsdeck.message;

/**
 * Where the bytes of a file come from when it is sent.
 *
 * @param kind what it is a part of
 * @param id which one of that kind
 */
public record FileSource(String kind, String id) {
    /** The kind of a run's stored output; the id is the run's number. */
    public static final String RUN_OUTPUT = "run-output";

    /** The kind of rows that a question brought; the id is that of the stored reading. */
    public static final String READING = "reading";

    /** The rows of a stored reading. */
    public static FileSource reading(String id) {
        return new FileSource(READING, id);
    }

    /** The kind of a captured log; the id is the view of it. */
    public static final String LOG = "log";

    /** The kind of a chart; the id is its number. */
    public static final String CHART = "chart";

    /** The kind of a draft catalog; the id is that of the runbook's file in Slack. */
    public static final String DRAFT = "draft";

    /** The draft catalog of the runbook with that file id. */
    public static FileSource draft(String runbook) {
        return new FileSource(DRAFT, runbook);
    }

    /** The kind of what was published about an incident; the id is its number and the document's kind. */
    public static final String INCIDENT = "incident";

    /** What was published about an incident. */
    public static FileSource incident(long number, String document) {
        return new FileSource(INCIDENT, number + ":" + document);
    }

    /** The stored output of a run. */
    public static FileSource runOutput(long run) {
        return new FileSource(RUN_OUTPUT, Long.toString(run));
    }
}
