package dev.opsdeck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The app that Slack is told of is one that Slack knows: its shape, its limits, its scopes, its events. */
final class ManifestTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The scopes without which Slack does not deliver an event to a bot. */
    private static final Map<String, List<String>> SCOPES_OF_EVENTS = Map.ofEntries(
            Map.entry("app_home_opened", List.of()),
            Map.entry("app_mention", List.of("app_mentions:read")),
            Map.entry("channel_rename", List.of("channels:read")),
            Map.entry("message.channels", List.of("channels:history")),
            Map.entry("message.groups", List.of("groups:history")),
            Map.entry("reaction_added", List.of("reactions:read")),
            Map.entry("reaction_removed", List.of("reactions:read")),
            Map.entry("subteam_created", List.of("usergroups:read")),
            Map.entry("subteam_members_changed", List.of("usergroups:read")),
            Map.entry("subteam_updated", List.of("usergroups:read")),
            Map.entry("team_join", List.of("users:read")),
            Map.entry("user_change", List.of("users:read")));

    /** Slack documents these scopes for bots, but its published list of them is older. */
    private static final List<String> UNLISTED_SCOPES = List.of("canvases:read", "canvases:write");

    @Test
    void the_manifest_is_of_the_shape_that_slack_publishes_with_scopes_and_events_that_exist() throws IOException {
        assertThat(problems("types.schema.json", manifest())).isEmpty();
    }

    @Test
    void the_manifest_keeps_within_slacks_limits() throws IOException {
        assertThat(problems("limits.schema.json", manifest())).isEmpty();
    }

    @Test
    void a_scope_that_does_not_exist_would_be_found() throws IOException {
        JsonNode manifest = manifest();
        ((ArrayNode) manifest.at("/oauth_config/scopes/bot")).add("chat:shout");

        assertThat(problems("types.schema.json", manifest)).singleElement().satisfies(problem -> assertThat(
                        problem.getInstanceLocation().toString())
                .startsWith("$.oauth_config.scopes.bot"));
    }

    @Test
    void an_event_that_does_not_exist_would_be_found() throws IOException {
        JsonNode manifest = manifest();
        ((ArrayNode) manifest.at("/settings/event_subscriptions/bot_events")).add("message.shouted");

        assertThat(problems("types.schema.json", manifest)).hasSize(1);
    }

    @Test
    void a_name_that_is_too_long_would_be_found() throws IOException {
        JsonNode manifest = manifest();
        ((ObjectNode) manifest.at("/features/shortcuts/0")).put("name", "Run one of the ops commands");

        assertThat(problems("limits.schema.json", manifest)).hasSize(1);
    }

    @Test
    void every_event_has_the_scopes_it_needs() throws IOException {
        JsonNode manifest = manifest();
        List<String> scopes = texts(manifest.at("/oauth_config/scopes/bot")).toList();

        assertThat(texts(manifest.at("/settings/event_subscriptions/bot_events")))
                .allSatisfy(event -> assertThat(scopes).containsAll(SCOPES_OF_EVENTS.get(event)));
    }

    @Test
    void everything_that_slack_sends_comes_to_the_one_address() throws IOException {
        JsonNode manifest = manifest();

        assertThat(Stream.of(
                        "/features/slash_commands/0/url",
                        "/settings/event_subscriptions/request_url",
                        "/settings/interactivity/request_url",
                        "/settings/interactivity/message_menu_options_url"))
                .allSatisfy(pointer -> assertThat(manifest.at(pointer).asText())
                        .startsWith("https://")
                        .endsWith("/slack/events"));
    }

    private static Stream<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText);
    }

    private static Set<ValidationMessage> problems(String schema, JsonNode manifest) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ManifestTest.class.getResourceAsStream("slack-manifest/" + schema))) {
            JsonNode published = JSON.readTree(in);
            published.findValues("bot").stream()
                    .map(bot -> bot.at("/items/enum"))
                    .filter(JsonNode::isArray)
                    .forEach(scopes -> UNLISTED_SCOPES.forEach(((ArrayNode) scopes)::add));
            JsonSchema checked =
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(published);
            return checked.validate(manifest);
        }
    }

    private static JsonNode manifest() throws IOException {
        return JSON.valueToTree(new Yaml().<Object>load(Files.readString(Path.of("manifest.yml"))));
    }
}
