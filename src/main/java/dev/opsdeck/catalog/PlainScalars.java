package dev.opsdeck.catalog;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * What unquoted text means, by YAML 1.2's core schema. SnakeYAML's own is YAML 1.1, where {@code on} is true and
 * {@code 12:30} is 750.
 */
final class PlainScalars extends Resolver {
    private static final Pattern TRUTH = Pattern.compile("^(?:true|True|TRUE|false|False|FALSE)$");
    static final Pattern INTEGER = Pattern.compile("^[-+]?[0-9]+$");
    static final Pattern DECIMAL = Pattern.compile("^[-+]?[0-9]+(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]{1,2})?$");
    private static final Pattern NOTHING = Pattern.compile("^(?:~|null|Null|NULL|)$");

    @Override
    protected void addImplicitResolvers() {
        addImplicitResolver(Tag.BOOL, TRUTH, "tTfF");
        addImplicitResolver(Tag.INT, INTEGER, "-+0123456789");
        addImplicitResolver(Tag.FLOAT, DECIMAL, "-+0123456789");
        addImplicitResolver(Tag.NULL, NOTHING, "~nN\0");
        addImplicitResolver(Tag.NULL, Pattern.compile("^$"), null);
    }
}
