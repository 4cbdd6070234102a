package dev.opsdeck.target;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The time with which a program began a line that it wrote. */
final class WrittenTime {
    private static final Pattern BEGINS = Pattern.compile(
            "^[\\[({]?(?:\"\\w+\":\\s*\")?(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d)(?:[.,](\\d{1,9}))?\\s?(Z|[+-]\\d\\d:?\\d\\d)?");

    private WrittenTime() {}

    /** Without a zone it is the zone of this machine, where the program runs, too. */
    static Optional<Instant> of(String line) {
        Matcher begins = BEGINS.matcher(line);
        if (!begins.find()) {
            return Optional.empty();
        }
        String fraction = begins.group(3) == null ? "" : "." + begins.group(3);
        String time = begins.group(1) + "T" + begins.group(2) + fraction;
        String zone = begins.group(4);
        try {
            return Optional.of(
                    zone == null
                            ? LocalDateTime.parse(time)
                                    .atZone(ZoneId.systemDefault())
                                    .toInstant()
                            : OffsetDateTime.parse(time + offset(zone)).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String offset(String zone) {
        return zone.length() == 5 ? zone.substring(0, 3) + ":" + zone.substring(3) : zone;
    }
}
