package dev.opsdeck.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Writes what a new container of the same configuration is made from: all that the old one was given by whoever made
 * it, and nothing that came with its image, so that a new image brings its own.
 */
final class ContainerCopy {
    private static final int SHORT_ID = 12;
    /** Values that a container takes from its image as a whole. */
    private static final Set<String> WHOLE = Set.of("User", "WorkingDir", "StopSignal", "Shell", "OnBuild");
    /** Maps that are merged with the image's, key by key. */
    private static final Set<String> MERGED = Set.of("Labels", "ExposedPorts", "Volumes");

    private final ContainerJson old;
    private final JsonNode image;

    /** @param image what the engine says of the image that the old container was made from; missing when it has gone */
    ContainerCopy(ContainerJson old, JsonNode image) {
        this.old = old;
        this.image = image.path("Config");
    }

    /**
     * The body of the request that makes it, without networks but for the mode.
     *
     * @param reference of the new image
     * @param labels more of them, or other values
     * @param variables that it gets whatever the old one has
     * @param keepsData whether it gets the old one's nameless volumes, too
     */
    ObjectNode body(String reference, Map<String, String> labels, EnvironmentFile variables, boolean keepsData) {
        ObjectNode body = old.json().path("Config").deepCopy();
        WHOLE.forEach(name -> dropEqual(body, name));
        MERGED.forEach(name -> dropInherited(body, name));
        environment(body, variables.variables());
        program(body);
        healthCheck(body);
        hostname(body);
        body.put("Image", reference);
        label(body, labels);
        body.set("HostConfig", host(keepsData));
        return body;
    }

    private void dropEqual(ObjectNode body, String name) {
        if (body.path(name).equals(image.path(name))) {
            body.remove(name);
        }
    }

    private void dropInherited(ObjectNode body, String name) {
        if (body.get(name) instanceof ObjectNode given) {
            JsonNode inherited = image.path(name);
            Set<String> same = new LinkedHashSet<>();
            given.properties().stream()
                    .filter(each -> each.getValue().equals(inherited.get(each.getKey())))
                    .forEach(each -> same.add(each.getKey()));
            given.remove(same);
        }
    }

    private void environment(ObjectNode body, Map<String, String> variables) {
        Set<String> inherited = new LinkedHashSet<>();
        image.path("Env").forEach(each -> inherited.add(each.asText()));
        ArrayNode given = JsonNodeFactory.instance.arrayNode();
        body.path("Env")
                .valueStream()
                .filter(each -> !inherited.contains(each.asText()))
                .filter(each -> !variables.containsKey(each.asText().split("=", 2)[0]))
                .forEach(given::add);
        variables.forEach((name, value) -> given.add(name + "=" + value));
        body.set("Env", given);
    }

    /** An image's arguments are taken only where its program is, too: moby, {@code daemon/commit.go}, merge. */
    private void program(ObjectNode body) {
        boolean sameProgram = some(body, "Entrypoint").equals(some(image, "Entrypoint"));
        boolean sameArguments = some(body, "Cmd").equals(some(image, "Cmd"));
        if (sameProgram && sameArguments) {
            body.remove("Entrypoint");
            body.remove("Cmd");
        } else if (sameProgram && !some(body, "Cmd").isEmpty()) {
            body.remove("Entrypoint");
        }
    }

    private static JsonNode some(JsonNode config, String name) {
        return config.path(name) instanceof ArrayNode array ? array : JsonNodeFactory.instance.arrayNode();
    }

    private void healthCheck(ObjectNode body) {
        if (body.get("Healthcheck") instanceof ObjectNode check) {
            JsonNode inherited = image.path("Healthcheck");
            inherited.properties().stream()
                    .filter(each -> each.getValue().equals(check.get(each.getKey())))
                    .map(Map.Entry::getKey)
                    .toList()
                    .forEach(check::remove);
            if (check.isEmpty()) {
                body.remove("Healthcheck");
            }
        }
    }

    /** Unless somebody named it, a container's host name is its id. */
    private void hostname(ObjectNode body) {
        if (old.id().startsWith(body.path("Hostname").asText("-"))
                && body.path("Hostname").asText().length() == SHORT_ID) {
            body.remove("Hostname");
        }
    }

    private static void label(ObjectNode body, Map<String, String> more) {
        ObjectNode labels = body.get("Labels") instanceof ObjectNode given ? given : body.putObject("Labels");
        Set<String> ours = new LinkedHashSet<>();
        labels.fieldNames().forEachRemaining(name -> {
            if (name.startsWith(ContainerLabels.PREFIX)) {
                ours.add(name);
            }
        });
        labels.remove(ours);
        more.forEach(labels::put);
    }

    private ObjectNode host(boolean keepsData) {
        ObjectNode host = old.json().path("HostConfig").deepCopy();
        host.remove("ContainerIDFile");
        links(host);
        if (keepsData) {
            data(host);
        }
        return host;
    }

    /** The engine tells {@code /db:/web/store} of what it was told as {@code db:store}. */
    private static void links(ObjectNode host) {
        if (host.path("Links") instanceof ArrayNode links) {
            ArrayNode told = JsonNodeFactory.instance.arrayNode();
            links.forEach(link -> {
                String text = link.asText();
                int colon = text.indexOf(':');
                told.add(text.substring(text.startsWith("/") ? 1 : 0, colon) + ":"
                        + text.substring(text.lastIndexOf('/') + 1));
            });
            host.set("Links", told);
        }
    }

    /** Volumes without a name of their own would else be left behind with all that is in them. */
    private void data(ObjectNode host) {
        Set<String> given = new LinkedHashSet<>();
        host.path("Binds").forEach(bind -> given.add(bind.asText().split(":", -1)[1]));
        host.path("Tmpfs").fieldNames().forEachRemaining(given::add);
        host.path("Mounts").forEach(mount -> {
            given.add(mount.path("Target").asText());
            if (mount instanceof ObjectNode volume
                    && volume.path("Type").asText().equals("volume")
                    && volume.path("Source").asText("").isEmpty()) {
                volume.put("Source", volumeAt(volume.path("Target").asText()));
            }
        });
        ArrayNode binds = host.path("Binds") instanceof ArrayNode some ? some : host.putArray("Binds");
        old.json()
                .path("Mounts")
                .valueStream()
                .filter(mount -> mount.path("Type").asText().equals("volume"))
                .filter(mount -> !given.contains(mount.path("Destination").asText()))
                .forEach(mount -> binds.add(mount.path("Name").asText() + ":"
                        + mount.path("Destination").asText()
                        + (mount.path("RW").asBoolean() ? "" : ":ro")));
    }

    private String volumeAt(String target) {
        return old.json()
                .path("Mounts")
                .valueStream()
                .filter(mount -> mount.path("Destination").asText().equals(target))
                .map(mount -> mount.path("Name").asText())
                .findFirst()
                .orElse("");
    }
}
