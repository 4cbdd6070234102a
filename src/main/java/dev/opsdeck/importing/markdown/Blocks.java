package dev.opsdeck.importing.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/** Turns nodes of CommonMark into blocks. */
final class Blocks {
    private Blocks() {}

    static Stream<Block> of(Node node) {
        return switch (node) {
            case Paragraph paragraph -> Stream.of(paragraph(paragraph));
            case FencedCodeBlock code -> code(code);
            case IndentedCodeBlock code -> Stream.of(new Block.Code("", code.getLiteral(), line(code)));
            case ListBlock list -> Stream.of(list(list));
            case TableBlock table -> Stream.of(table(table));
            case BlockQuote quote -> children(quote);
            default -> Stream.of();
        };
    }

    static Stream<Block> children(Node parent) {
        return nodes(parent).flatMap(Blocks::of);
    }

    private static Stream<Node> nodes(Node parent) {
        return Stream.iterate(parent.getFirstChild(), node -> node != null, Node::getNext);
    }

    /** A block that holds nothing but boxes to tick was meant as a list. */
    private static Stream<Block> code(FencedCodeBlock code) {
        String text = code.getLiteral();
        boolean isChecklist = !text.isBlank()
                && text.lines().filter(line -> !line.isBlank()).allMatch(line -> line.strip()
                        .startsWith("- ["));
        String info = code.getInfo() == null ? "" : code.getInfo().strip();
        String language = info.split("[\\s{]", 2)[0].toLowerCase(Locale.ROOT);
        return isChecklist ? Outline.blocks(text) : Stream.of(new Block.Code(language, text, line(code) + 1));
    }

    private static int line(Node node) {
        return node.getSourceSpans().isEmpty()
                ? 0
                : node.getSourceSpans().getFirst().getLineIndex() + 1;
    }

    private static Block.Text paragraph(Paragraph paragraph) {
        String label = label(paragraph);
        String rest = text(paragraph).substring(label.length());
        List<String> code = nodes(paragraph)
                .filter(Code.class::isInstance)
                .map(node -> ((Code) node).getLiteral())
                .toList();
        return new Block.Text(label.replaceFirst("[:\\s]+$", ""), rest.replaceFirst("^[:\\s]+", ""), code);
    }

    /** What the paragraph says first, if that is in bold. */
    private static String label(Node paragraph) {
        return paragraph.getFirstChild() instanceof StrongEmphasis strong ? text(strong) : "";
    }

    private static Block.Items list(ListBlock list) {
        return new Block.Items(
                list instanceof OrderedList && !(list instanceof BulletList),
                nodes(list).map(item -> item((ListItem) item)).toList());
    }

    private static Block.Item item(ListItem item) {
        Node first = item.getFirstChild();
        String text = first instanceof Paragraph ? text(first) : "";
        String label = first instanceof Paragraph ? label(first).replaceFirst("[:\\s]+$", "") : "";
        List<Block> blocks = new ArrayList<>();
        for (Node node = first instanceof Paragraph ? first.getNext() : first; node != null; node = node.getNext()) {
            of(node).forEach(blocks::add);
        }
        Boolean done = done(text);
        return new Block.Item(label, done == null ? text : text.substring(3).strip(), done, List.copyOf(blocks));
    }

    /** {@code [ ]} or {@code [x]}, as GitHub writes tasks. */
    private static @org.jspecify.annotations.Nullable Boolean done(String text) {
        String head = text.length() < 4 ? "" : text.substring(0, 4).toLowerCase(Locale.ROOT);
        return switch (head) {
            case "[ ] " -> Boolean.FALSE;
            case "[x] " -> Boolean.TRUE;
            default -> null;
        };
    }

    private static Block.Table table(TableBlock table) {
        List<String> header = nodes(table)
                .filter(TableHead.class::isInstance)
                .flatMap(head -> rows(head).stream().flatMap(List::stream))
                .toList();
        List<List<String>> rows = nodes(table)
                .filter(TableBody.class::isInstance)
                .flatMap(body -> rows(body).stream())
                .toList();
        return new Block.Table(header, rows);
    }

    private static List<List<String>> rows(Node part) {
        return nodes(part).map(row -> nodes(row).map(Blocks::text).toList()).toList();
    }

    /** The text that people see. */
    static String text(Node node) {
        return switch (node) {
            case Text text -> text.getLiteral();
            case Code code -> code.getLiteral();
            case SoftLineBreak _ -> " ";
            case HardLineBreak _ -> " ";
            default -> nodes(node).map(Blocks::text).collect(Collectors.joining());
        };
    }
}
