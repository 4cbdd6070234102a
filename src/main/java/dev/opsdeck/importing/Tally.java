package dev.opsdeck.importing;

import dev.opsdeck.importing.known.Lines;
import java.util.ArrayList;
import java.util.List;

/**
 * How much was understood.
 *
 * @param sections those that hold command lines, in the order of the runbook
 * @param script lines around the commands: variables, conditions, what is only printed
 * @param left thresholds that nothing measures
 */
public record Tally(List<Part> sections, int script, List<String> left) {
    /**
     * A section.
     *
     * @param lines command lines
     * @param typed those that became steps as a whole
     * @param disabled what did not, as it is written
     */
    public record Part(String title, int lines, int typed, List<String> disabled) {}

    static Tally of(List<Chapter> chapters, List<String> left) {
        var parts = new ArrayList<Part>();
        int script = 0;
        for (Chapter chapter : chapters) {
            List<Lines.Read> reads =
                    chapter.commands().stream().filter(read -> !read.again()).toList();
            List<Lines.Read> commands =
                    reads.stream().filter(Lines.Read::isCommand).toList();
            script += reads.size() - commands.size();
            if (!commands.isEmpty()) {
                parts.add(new Part(
                        chapter.title(),
                        commands.size(),
                        (int) commands.stream().filter(Lines.Read::isTyped).count(),
                        commands.stream()
                                .filter(read -> !read.isTyped())
                                .map(Lines.Read::source)
                                .toList()));
            }
        }
        return new Tally(List.copyOf(parts), script, List.copyOf(left));
    }

    public int lines() {
        return sections.stream().mapToInt(Part::lines).sum();
    }

    public int typed() {
        return sections.stream().mapToInt(Part::typed).sum();
    }

    /** In percent, rounded down; 100 where there are no command lines. */
    public int share() {
        return lines() == 0 ? 100 : typed() * 100 / lines();
    }
}
