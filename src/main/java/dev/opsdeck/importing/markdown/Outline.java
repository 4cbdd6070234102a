package dev.opsdeck.importing.markdown;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** The sections of a document in their order; each holds what stands under its own heading alone. */
public record Outline(List<Section> sections) {

    /** Reads Markdown with the tables of GitHub. */
    public static Outline read(String markdown) {
        Node document = parser().parse(markdown);
        var sections = new ArrayList<Section>();
        Deque<Section> open = new ArrayDeque<>();
        var current = new Section("", 0, List.of(), new ArrayList<>());
        sections.add(current);
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading) {
                while (!open.isEmpty() && open.getLast().level() >= heading.getLevel()) {
                    open.removeLast();
                }
                List<String> above = open.stream().map(Section::name).toList();
                current = new Section(Blocks.text(heading), heading.getLevel(), above, new ArrayList<>());
                open.addLast(current);
                sections.add(current);
            } else {
                Blocks.of(node).forEach(current.blocks()::add);
            }
        }
        return new Outline(List.copyOf(sections));
    }

    static Stream<Block> blocks(String markdown) {
        return parser().parse(markdown) instanceof Document document ? Blocks.children(document) : Stream.of();
    }

    private static Parser parser() {
        return Parser.builder()
                .extensions(List.of(TablesExtension.create()))
                .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                .build();
    }
}
