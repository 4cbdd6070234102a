package dev.opsdeck.importing.shell;

import java.util.List;

/** What stands in one logical line. */
public sealed interface Statement {
    /** As it is written, without the blanks around it. */
    String source();

    /** Commands, joined by {@code &&}, {@code ||} or {@code ;}. */
    record Line(String source, List<Part> parts) implements Statement {
        Line with(String variable, String value) {
            return new Line(
                    source,
                    parts.stream().map(part -> part.with(variable, value)).toList());
        }
    }

    /** A part of a script that is no command: a condition, a function, a group. */
    record Script(String source) implements Statement {}

    /** SQL, typed into an open client. */
    record Sql(String source) implements Statement {}

    /** Not what a shell would accept. */
    record Unreadable(String source, String why) implements Statement {}

    /** A line of a loop, once more for its next value. */
    record Again(Line line) implements Statement {
        @Override
        public String source() {
            return line.source();
        }
    }

    /** How a part follows the one before it. */
    enum Joint {
        THEN,
        AND,
        OR
    }

    /** Programs of which each gets what the one before it prints. */
    record Part(Joint joint, List<Simple> pipeline) {
        Part with(String variable, String value) {
            return new Part(
                    joint,
                    pipeline.stream()
                            .map(simple -> simple.with(variable, value))
                            .toList());
        }
    }
}
