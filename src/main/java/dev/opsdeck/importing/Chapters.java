package dev.opsdeck.importing;

import dev.opsdeck.importing.known.Gathered;
import dev.opsdeck.importing.known.Lines;
import dev.opsdeck.importing.markdown.Block;
import dev.opsdeck.importing.markdown.Outline;
import dev.opsdeck.importing.markdown.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the commands of all sections. For one use. */
final class Chapters {
    private static final Set<String> SHELL =
            Set.of("bash", "sh", "shell", "console", "zsh", "shell-session", "terminal");
    private static final Set<String> SQL = Set.of("sql", "postgresql", "pgsql", "psql");

    private final Gathered system;
    private final Metrics metrics;
    private final String folder;

    /** @param folder where the system's files are, which relative names start at */
    Chapters(Gathered system, Metrics metrics, String folder) {
        this.system = system;
        this.metrics = metrics;
        this.folder = folder;
    }

    List<Chapter> read(Outline outline) {
        return outline.sections().stream().map(this::chapter).toList();
    }

    private Chapter chapter(Section section) {
        var chapter = new Chapter(section, new ArrayList<>());
        boolean isTalk = chapter.isTalk();
        String label = "";
        for (Block block : section.blocks()) {
            if (block instanceof Block.Text text && !text.label().isEmpty()) {
                label = text.label();
                script(text, chapter);
            } else {
                block(block, label, isTalk, chapter);
            }
        }
        return chapter;
    }

    /** {@code **Script**: `./scripts/deploy.sh`}. */
    private void script(Block.Text text, Chapter chapter) {
        if (text.label().matches("(?i)(?:script|command|run)s?") && text.code().size() == 1) {
            lines(text.code().getFirst(), "", chapter);
        }
    }

    private void block(Block block, String label, boolean isTalk, Chapter chapter) {
        switch (block) {
            case Block.Code code -> code(code, label, chapter);
            case Block.Items list -> list.items().forEach(item -> item(item, list, label, isTalk, chapter));
            case Block.Text _, Block.Table _ -> {}
        }
    }

    private void item(Block.Item item, Block.Items list, String label, boolean isTalk, Chapter chapter) {
        boolean hasCode = item.blocks().stream().anyMatch(Block.Code.class::isInstance);
        if (hasCode) {
            item.blocks().forEach(block -> block(block, label.isEmpty() ? item.text() : label, isTalk, chapter));
            return;
        }
        boolean isAct = !isTalk
                && item.done() == null
                && (list.ordered() || Chapter.Label.of(label) == Chapter.Label.HELP)
                && Thresholds.in(item.text()).isEmpty();
        if (isAct) {
            chapter.pieces().add(new Chapter.Piece.Act(label, whole(item)));
        }
    }

    private static String whole(Block.Item item) {
        String more = item.blocks().stream()
                .filter(Block.Items.class::isInstance)
                .flatMap(block -> ((Block.Items) block).items().stream())
                .map(Block.Item::text)
                .collect(Collectors.joining("; "));
        return more.isEmpty() ? item.text() : item.text() + ": " + more;
    }

    private void code(Block.Code code, String label, Chapter chapter) {
        if (SHELL.contains(code.language()) || (code.language().isEmpty() && Lines.isShell(code.text()))) {
            lines(code.text().replaceAll("(?m)^\\s*[$] ", ""), label, chapter);
        } else if (SQL.contains(code.language())) {
            add(new Lines(system, folder).sql(code.text()), label, chapter, false);
        } else if (code.language().equals("redis")) {
            add(new Lines(system, folder).redis(code.text()), label, chapter, false);
        } else if (code.language().equals("promql")) {
            add(metrics.promql(code.text()), label, chapter, true);
        } else if (code.language().matches("ya?ml")) {
            add(metrics.alerts(code.text()), label, chapter, true);
        }
    }

    private void lines(String text, String label, Chapter chapter) {
        add(new Lines(system, folder).read(text), label, chapter, false);
    }

    private static void add(List<Lines.Read> reads, String label, Chapter chapter, boolean metric) {
        reads.forEach(read -> chapter.pieces().add(new Chapter.Piece.Command(label, read, metric)));
    }
}
