package dev.opsdeck.sim.workspace;

import java.util.Locale;
import java.util.Map;

/** What Slack makes of a file name's ending. */
public record FileType(String slackType, String mime, String pretty, boolean text) {
    private static final FileType BINARY = new FileType("binary", "application/octet-stream", "Binary", false);
    private static final Map<String, FileType> BY_ENDING = Map.ofEntries(
            Map.entry("txt", text("text", "text/plain", "Plain Text")),
            Map.entry("log", text("text", "text/plain", "Plain Text")),
            Map.entry("csv", text("csv", "text/csv", "CSV")),
            Map.entry("json", text("json", "application/json", "JSON")),
            Map.entry("md", text("markdown", "text/markdown", "Markdown (raw)")),
            Map.entry("yml", text("yaml", "text/yaml", "YAML")),
            Map.entry("yaml", text("yaml", "text/yaml", "YAML")),
            Map.entry("sql", text("sql", "text/plain", "SQL")),
            Map.entry("diff", text("diff", "text/plain", "Diff")),
            Map.entry("png", new FileType("png", "image/png", "PNG", false)),
            Map.entry("jpg", new FileType("jpg", "image/jpeg", "JPEG", false)),
            Map.entry("gif", new FileType("gif", "image/gif", "GIF", false)),
            Map.entry("pdf", new FileType("pdf", "application/pdf", "PDF", false)),
            Map.entry("gz", new FileType("gzip", "application/gzip", "Gzip", false)),
            Map.entry("zip", new FileType("zip", "application/zip", "Zip", false)));

    private static FileType text(String slackType, String mime, String pretty) {
        return new FileType(slackType, mime, pretty, true);
    }

    public static FileType of(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_ENDING.getOrDefault(ending, BINARY);
    }
}
