package dev.opsdeck.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.transport.DockerHttpClient.Request.Method;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is done to the containers and images of an engine, in its own JSON; fails as {@link DockerEngine} does. */
record ContainerApi(DockerEngine engine) {
    private static final Duration ANSWER = Duration.ofSeconds(20);
    /** What an engine needs, besides the stop time-out, to kill and clean up. */
    private static final Duration STOP = Duration.ofSeconds(25);

    /** Empty when there is no such container; by id or name. */
    Optional<JsonNode> container(String id) {
        return found("/containers/" + id + "/json");
    }

    /** All with the label, in full. */
    List<JsonNode> labelled(String label, String value) {
        ObjectNode filters = JsonNodeFactory.instance.objectNode();
        filters.putArray("label").add(label + "=" + value);
        JsonNode list = get("/containers/json?all=1&filters=" + encoded(filters.toString()));
        return list.valueStream()
                .map(each -> each.path("Id").asText())
                .flatMap(id -> container(id).stream())
                .toList();
    }

    /** Its id. */
    String create(String name, JsonNode body) {
        return post("/containers/create?name=" + encoded(name), body).path("Id").asText();
    }

    /** One that runs is left as it is. */
    void start(String id) {
        post("/containers/" + id + "/start");
    }

    /** Returns when it has stopped; one that is stopped is left as it is. */
    void stop(String id, Duration timeout) {
        engine.ask(Method.POST, "/containers/" + id + "/stop?t=" + timeout.toSeconds(), null, timeout.plus(STOP));
    }

    /**
     * Says when the engine starts it again by itself.
     *
     * @param policy as the engine writes it
     */
    void restartPolicy(String id, JsonNode policy) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("RestartPolicy", policy);
        post("/containers/" + id + "/update", body);
    }

    void unpause(String id) {
        post("/containers/" + id + "/unpause");
    }

    void rename(String id, String name) {
        post("/containers/" + id + "/rename?name=" + encoded(name));
    }

    /** Its volumes stay. One that runs is refused; one that is not there is none to remove. */
    void remove(String id) {
        try {
            engine.ask(Method.DELETE, "/containers/" + id, null, ANSWER);
        } catch (NotFoundException gone) {
            // That is what was wanted.
        }
    }

    /** Ends and removes it with the volumes that have no name; one that is not there is none to remove. */
    void discard(String id) {
        try {
            engine.ask(Method.DELETE, "/containers/" + id + "?force=1&v=1", null, ANSWER);
        } catch (NotFoundException gone) {
            // That is what was wanted.
        }
    }

    void connect(String network, String container, JsonNode endpoint) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("Container", container).set("EndpointConfig", endpoint);
        post("/networks/" + encoded(network) + "/connect", body);
    }

    void disconnect(String network, String container) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("Container", container);
        post("/networks/" + encoded(network) + "/disconnect", body);
    }

    /** Empty when there is no such image; by id, tag or digest. */
    Optional<JsonNode> image(String reference) {
        return found("/images/" + reference + "/json");
    }

    void tag(String image, String repository, String tag) {
        post("/images/" + image + "/tag?repo=" + encoded(repository) + "&tag=" + encoded(tag));
    }

    /** What the engine holds of a kind, as its list of that kind says. */
    JsonNode get(String path) {
        return engine.ask(Method.GET, path, null, ANSWER);
    }

    JsonNode post(String path, Map<String, List<String>> filters) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        filters.forEach((name, values) -> values.forEach(json.putArray(name)::add));
        return engine.ask(Method.POST, path + "?filters=" + encoded(json.toString()), null, ANSWER);
    }

    JsonNode delete(String path) {
        return engine.ask(Method.DELETE, path, null, ANSWER);
    }

    private void post(String path) {
        engine.ask(Method.POST, path, null, ANSWER);
    }

    private JsonNode post(String path, JsonNode body) {
        return engine.ask(Method.POST, path, body, ANSWER);
    }

    private Optional<JsonNode> found(String path) {
        try {
            return Optional.of(get(path));
        } catch (NotFoundException none) {
            return Optional.empty();
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
