package dev.opsdeck.catalog;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What people are told about an incident, with {@code {{variables}}} and {@code {{#variable}}sections{{/variable}}} as
 * in Mustache.
 *
 * @param subject the first line; null for none
 * @param to names of channels; empty for the system's stakeholders
 */
@Doc("What people are told about an incident; {{name}} stands for what is known.")
public record Template(
        @FromKey String name,
        @Doc("The first line.") @Nullable String subject,
        @Doc("The text.") @ShortForm String text,

        @Doc("Channels it goes to, without the #; the system's stakeholders when left out.") @OneOrMany
        List<String> to) {

    /** What a template may name. */
    public static final Set<String> VARIABLES = Set.of(
            "number",
            "system",
            "title",
            "severity",
            "impact",
            "start",
            "status",
            "actions",
            "next-steps",
            "eta",
            "next-update",
            "update-every",
            "resolution",
            "cause",
            "duration",
            "post-mortem-due",
            "commander");

    /** Whatever is shown is escaped for Slack as a whole, when it is posted. */
    private static final Mustache.Compiler COMPILER =
            Mustache.compiler().escapeHTML(false).defaultValue("").emptyStringIsFalse(true);

    /** The text with what is known filled in; what is not known is left empty. */
    public String render(Map<String, String> values) {
        return COMPILER.compile(text).execute(values).strip();
    }

    /** The first line with what is known filled in; empty when there is none. */
    public String renderSubject(Map<String, String> values) {
        return subject == null ? "" : COMPILER.compile(subject).execute(values).strip();
    }

    /**
     * The names that a text refers to.
     *
     * @throws MustacheException when it is no template
     */
    static Set<String> names(String text) {
        var names = new TreeSet<String>();
        COMPILER.compile(text).visit(new Mustache.Visitor() {
            @Override
            public void visitText(String plain) {}

            @Override
            public void visitVariable(String name) {
                names.add(name);
            }

            @Override
            public boolean visitInclude(String name) {
                throw new MustacheException("it includes \"" + name + "\", and nothing can be included");
            }

            @Override
            public boolean visitSection(String name) {
                names.add(name);
                return true;
            }

            @Override
            public boolean visitInvertedSection(String name) {
                names.add(name);
                return true;
            }
        });
        return names;
    }
}
