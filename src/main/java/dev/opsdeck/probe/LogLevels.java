package dev.opsdeck.probe;

import dev.opsdeck.catalog.LogLevel;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognizes how serious log lines are: JSON (names, and bunyan's numbers), logfmt, klog, Redis, syslog's brackets and
 * plain text. A line that goes on with what the line before of the same instance said, as stack traces do, is as serious
 * as that one. Keeps the last level of each instance; not for several threads.
 */
public final class LogLevels {
    /** Nobody writes the level later in a line than this. */
    private static final int EARLY = 160;

    private static final String WORDS =
            "fatal|critical|crit|emergency|emerg|alert|panic|severe|error|err|warning|warn|notice|information|info"
                    + "|debug|trace|verbose|fine";

    /** {@code "level":"error"}, {@code "severity":"ERROR"}, {@code "level":50}; anywhere in a JSON line. */
    private static final Pattern JSON = Pattern.compile(
            "\"(?:log\\.)?(?:level|severity|levelname|lvl|log_level|loglevel)\"\\s*:\\s*(?:\"(\\w{1,12})\"|(\\d{1,3}))",
            Pattern.CASE_INSENSITIVE);

    /** {@code level=error}. */
    private static final Pattern LOGFMT =
            Pattern.compile("(?<![\\w.-])(?:level|lvl|severity|loglevel)=\"?(\\w{1,12})", Pattern.CASE_INSENSITIVE);

    /** {@code E1122 12:00:00.000000}, as Kubernetes' own programs write. */
    private static final Pattern KLOG = Pattern.compile("^([IWEF])\\d{4} \\d\\d:\\d\\d:\\d\\d\\.");

    /** {@code 1:M 22 Nov 2026 12:00:00.000 # …}. */
    private static final Pattern REDIS =
            Pattern.compile("^\\d+:[XCSM] \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d{3} ([.*#-]) ");

    /** In capitals anywhere among the first words; otherwise only in brackets or before a colon. */
    private static final Pattern PLAIN = Pattern.compile("(?<![\\w/.=-])(?:(" + WORDS.toUpperCase(Locale.ROOT)
            + ")(?![\\w=.-])|\\[\\s*((?i:" + WORDS + "))\\s*\\]|((?i:" + WORDS + "))(?::(?=\\s|$)|!))");

    private static final Pattern CONTINUES = Pattern.compile(
            "^(?:\\s|Caused by:|Suppressed:|\\.\\.\\. \\d+ (?:more|common)|Traceback \\(most recent|During handling of"
                    + "|The above exception was|goroutine \\d+|\\)|\\}|(?:[\\w$]+\\.)*[\\w$]*(?:Exception|Error)(?::|$)"
                    + "|(?:HINT|DETAIL|CONTEXT|STATEMENT|QUERY|LOCATION):)");

    /** What programs print that die of something that nothing caught. */
    private static final Pattern UNCAUGHT = Pattern.compile(
            "^(?:Exception in thread |Traceback \\(most recent|Uncaught |Unhandled |Segmentation fault)");

    private final Map<String, LogLevel> last = new HashMap<>();

    /** The level of the line, if it or the line that it belongs to has one. */
    public Optional<LogLevel> of(LogLine line) {
        Optional<LogLevel> own = own(line.text());
        if (own.isPresent() && !belongsToLineBefore(line, own.get())) {
            last.put(line.instance(), own.get());
            return own;
        }
        if (CONTINUES.matcher(line.text()).find() && last.containsKey(line.instance())) {
            return Optional.of(last.get(line.instance()));
        }
        if (UNCAUGHT.matcher(line.text()).find()) {
            last.put(line.instance(), LogLevel.ERROR);
            return Optional.of(LogLevel.ERROR);
        }
        last.remove(line.instance());
        return Optional.empty();
    }

    /** A part of a stack trace that happens to hold a word for a level. */
    private boolean belongsToLineBefore(LogLine line, LogLevel own) {
        LogLevel before = last.get(line.instance());
        return before != null
                && before.compareTo(own) <= 0
                && CONTINUES.matcher(line.text()).find();
    }

    private static Optional<LogLevel> own(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) <= ' ') {
            start++;
        }
        if (start < text.length() && text.charAt(start) == '{') {
            Matcher json = JSON.matcher(text);
            if (json.find()) {
                return json.group(1) != null ? named(json.group(1)) : numbered(json.group(2));
            }
        }
        String early = text.length() <= EARLY ? text : text.substring(0, EARLY);
        return logfmt(early).or(() -> klog(early)).or(() -> redis(early)).or(() -> plain(early));
    }

    private static Optional<LogLevel> logfmt(String text) {
        if (text.indexOf('=') < 0) {
            return Optional.empty();
        }
        Matcher logfmt = LOGFMT.matcher(text);
        return logfmt.find() ? named(logfmt.group(1)) : Optional.empty();
    }

    private static Optional<LogLevel> klog(String text) {
        Matcher klog = KLOG.matcher(text);
        return klog.find()
                ? Optional.of(
                        switch (klog.group(1)) {
                            case "I" -> LogLevel.INFO;
                            case "W" -> LogLevel.WARN;
                            case "E" -> LogLevel.ERROR;
                            default -> LogLevel.FATAL;
                        })
                : Optional.empty();
    }

    private static Optional<LogLevel> redis(String text) {
        Matcher redis = REDIS.matcher(text);
        return redis.find()
                ? Optional.of(
                        switch (redis.group(1)) {
                            case "#" -> LogLevel.WARN;
                            case "*" -> LogLevel.INFO;
                            default -> LogLevel.DEBUG;
                        })
                : Optional.empty();
    }

    private static Optional<LogLevel> plain(String text) {
        Matcher plain = PLAIN.matcher(text);
        if (!plain.find()) {
            return Optional.empty();
        }
        for (int group = 1; group <= plain.groupCount(); group++) {
            if (plain.group(group) != null) {
                return named(plain.group(group));
            }
        }
        return Optional.empty();
    }

    /** The level that a word means, whoever's word it is. */
    public static Optional<LogLevel> named(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "fatal", "critical", "crit", "emergency", "emerg", "alert", "panic", "f" ->
                Optional.of(LogLevel.FATAL);
            case "error", "err", "severe", "eror", "e" -> Optional.of(LogLevel.ERROR);
            case "warn", "warning", "w" -> Optional.of(LogLevel.WARN);
            case "info", "information", "informational", "notice", "i", "log" -> Optional.of(LogLevel.INFO);
            case "debug", "dbg", "fine", "d" -> Optional.of(LogLevel.DEBUG);
            case "trace", "verbose", "finer", "finest", "t" -> Optional.of(LogLevel.TRACE);
            default -> Optional.empty();
        };
    }

    /** As bunyan and pino count. */
    private static Optional<LogLevel> numbered(String digits) {
        return switch (Integer.parseInt(digits) / 10) {
            case 6 -> Optional.of(LogLevel.FATAL);
            case 5 -> Optional.of(LogLevel.ERROR);
            case 4 -> Optional.of(LogLevel.WARN);
            case 3 -> Optional.of(LogLevel.INFO);
            case 2 -> Optional.of(LogLevel.DEBUG);
            case 1 -> Optional.of(LogLevel.TRACE);
            default -> Optional.empty();
        };
    }
}
