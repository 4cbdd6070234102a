package dev.opsdeck.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The records that bind a catalog and the schema that describes it accept and refuse the same. */
class SchemaAgreementTest {
    private static final JsonMapper MAPPER = CatalogMapper.create();
    private static final List<JsonNode> STRANGE = List.of(
            json("null"),
            json("true"),
            json("-7"),
            json("1.5"),
            json("''"),
            json("'30s'"),
            json("'process'"),
            json("[]"),
            json("['a']"),
            json("[[]]"),
            json("{}"),
            json("{'a':1}"),
            json("{'check':'health'}"),
            json("{'check':'health','name':'a'}"),
            json("{'check':'health','name':'a','when':'a failed','on-failure':'ask'}"),
            json("{'name':'a','when':'a failed','on-failure':'ask'}"),
            json("{'check':'health','wait':'1s','when':'a failed'}"),
            json("'failed'"),
            json("'a failed'"),
            json("'ask'"));

    @ParameterizedTest
    @ValueSource(classes = {ManagedSystem.class, AccessFile.class})
    void every_key_of_the_schema_binds_and_every_component_is_in_the_schema(Class<?> root) {
        assertThat(keysOf(schemaOf(root).written())).isEqualTo(keysOf(root, new HashMap<>()));
    }

    @ParameterizedTest
    @ValueSource(classes = {ManagedSystem.class, AccessFile.class})
    void every_key_is_described(Class<?> root) {
        JsonNode schema = schemaOf(root).written();
        List<String> silent = new ArrayList<>();
        for (JsonNode definition : schema.findParents("properties")) {
            definition.path("properties").properties().forEach(key -> {
                JsonNode meant = key.getValue().has("$ref")
                        ? schema.at(JsonPointer.compile(
                                key.getValue().path("$ref").asText().substring(1)))
                        : key.getValue();
                if (!key.getValue().has("description") && !meant.has("description")) {
                    silent.add(key.getKey());
                }
            });
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void the_example_catalog_is_accepted_by_both() {
        assertThat(agree(ManagedSystem.class, airline())).isTrue();
        assertThat(agree(AccessFile.class, access())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(classes = {ManagedSystem.class, AccessFile.class})
    void with_any_one_value_changed_in_any_way_both_still_agree(Class<?> root) {
        int accepted = 0;
        int refused = 0;
        for (JsonPointer place : places(example(root))) {
            for (UnaryOperator<JsonNode> change : changes(place)) {
                JsonNode changed = change.apply(example(root));
                if (agree(root, changed)) {
                    accepted++;
                } else {
                    refused++;
                }
            }
        }
        assertThat(accepted).isGreaterThan(50);
        assertThat(refused).isGreaterThan(500);
    }

    @Test
    void the_printed_schema_holds_both_kinds_of_files() throws Exception {
        var schema = com.networknt.schema.JsonSchemaFactory.getInstance(
                        com.networknt.schema.SpecVersion.VersionFlag.V202012)
                .getSchema(MAPPER.readTree(CatalogSchema.json()));

        assertThat(schema.validate(airline())).isEmpty();
        assertThat(schema.validate(access())).isEmpty();
        assertThat(schema.validate(((ObjectNode) airline()).put("titel", "x"))).isNotEmpty();
        assertThat(schema.validate(((ObjectNode) access()).put("rolls", "x"))).isNotEmpty();
    }

    /** Whether the loader accepts it; the schema must say the same. */
    private static boolean agree(Class<?> root, JsonNode tree) {
        Findings findings = new Findings(new Source("x.yml", tree, Map.of(), List.of()));
        new TreeWalk(new ValueChecks(findings)::check).along(root, tree, JsonPointer.empty());
        boolean binds = binds(root, tree);
        if (binds && !findings.isEmpty()) {
            // Of URLs and cron lines the schema knows the outline only: what it refuses the loader refuses too.
            return false;
        }
        assertThat(fits(root, tree)).as(tree.toString()).isEqualTo(binds);
        return binds;
    }

    /** The value left out, its key misspelt, or something strange in its place. */
    private static List<UnaryOperator<JsonNode>> changes(JsonPointer at) {
        List<UnaryOperator<JsonNode>> changes = new ArrayList<>();
        for (JsonNode strange : STRANGE) {
            changes.add(tree -> replace(tree, at, strange));
        }
        if (at.last().getMatchingIndex() < 0) {
            String key = at.last().getMatchingProperty();
            changes.add(tree -> {
                ((ObjectNode) tree.at(at.head())).remove(key);
                return tree;
            });
            changes.add(tree -> {
                ObjectNode map = (ObjectNode) tree.at(at.head());
                map.set(key + "x", map.remove(key));
                return tree;
            });
        }
        return changes;
    }

    private static JsonNode replace(JsonNode tree, JsonPointer at, JsonNode value) {
        switch (tree.at(at.head())) {
            case ObjectNode map -> map.set(at.last().getMatchingProperty(), value);
            case ArrayNode list -> list.set(at.last().getMatchingIndex(), value);
            case JsonNode other -> throw new IllegalStateException(other + " has nothing in it");
        }
        return tree;
    }

    private static List<JsonPointer> places(JsonNode tree) {
        List<JsonPointer> found = new ArrayList<>();
        places(tree, JsonPointer.empty(), found);
        return found;
    }

    private static void places(JsonNode node, JsonPointer at, List<JsonPointer> found) {
        node.properties().forEach(entry -> {
            found.add(at.appendProperty(entry.getKey()));
            places(entry.getValue(), at.appendProperty(entry.getKey()), found);
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            found.add(at.appendIndex(i));
            places(node.get(i), at.appendIndex(i), found);
        }
    }

    private static JsonNode example(Class<?> root) {
        return root == AccessFile.class ? access() : airline();
    }

    private static boolean binds(Class<?> root, JsonNode tree) {
        try {
            MAPPER.treeToValue(tree, root);
            return true;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return false;
        }
    }

    private static boolean fits(Class<?> root, JsonNode tree) {
        return schemaOf(root).compiled().validate(tree).isEmpty();
    }

    private static CatalogSchema schemaOf(Class<?> root) {
        return root == AccessFile.class ? CatalogSchema.ofAccess() : CatalogSchema.ofSystem();
    }

    /** Names of all keys of all maps, as the schema has them. */
    private static Set<String> keysOf(JsonNode schema) {
        Set<String> keys = new TreeSet<>();
        for (JsonNode definition : schema.findParents("properties")) {
            keys.addAll(ValueChecks.keysOf(definition.path("properties")));
        }
        return keys;
    }

    /** Names of all keys of all maps, as the records have them. */
    private static Set<String> keysOf(java.lang.reflect.Type type, Map<java.lang.reflect.Type, Boolean> seen) {
        Set<String> keys = new TreeSet<>();
        if (seen.put(type, true) != null) {
            return keys;
        }
        if (type instanceof java.lang.reflect.ParameterizedType generic) {
            for (java.lang.reflect.Type argument : generic.getActualTypeArguments()) {
                keys.addAll(keysOf(argument, seen));
            }
        } else if (type == RunbookStep.class) {
            keys.addAll(keysOf(StepSpec.class, seen));
            keys.addAll(keysOf(RunbookStep.Options.class, seen));
        } else if (type instanceof Class<?> plain && plain.isSealed()) {
            OneKeyDeserializer.kindsOf(plain).forEach((kind, record) -> {
                keys.add(kind);
                keys.addAll(keysOf(record, seen));
            });
        } else if (type instanceof Class<?> plain && plain.isRecord() && !CatalogMapper.isText(plain)) {
            RecordShape.of(plain).written().forEach(key -> {
                keys.add(key.name());
                keys.addAll(keysOf(key.component().getGenericType(), seen));
            });
        }
        return keys;
    }

    private static JsonNode airline() {
        return tree(CatalogFolder.AIRLINE);
    }

    private static JsonNode access() {
        return tree(CatalogFolder.ACCESS + """
                  - { name: quiet, deny: [change, "*"], action: restart, in: airline-ops, to: [viewer] }
                people:
                  U1: { handle: ann, name: Ann Berg, email: ann@demo.invalid, title: Lead, groups: [sre, ops-leads] }
                """);
    }

    private static JsonNode tree(String yaml) {
        return Objects.requireNonNull(
                YamlReader.read("x.yml", yaml, new Settings(name -> java.util.Optional.of("some value"), Map.of()))
                        .tree());
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
