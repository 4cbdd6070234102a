package dev.opsdeck.systems;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP service to start in the place of an application; {@code app.pl} says what it does.
 *
 * @param port within its container, as in the runbook
 * @param image null for that of all stand-ins
 * @param published whether a port of this machine leads to it; a service with a fixed port cannot be scaled
 * @param folder of this machine, whose {@code .env} it reads when it starts; null for none
 */
record App(
        String service,
        int port,
        @Nullable String image,
        boolean published,
        @Nullable Path folder,
        Map<String, String> environment) {
    App {
        environment = Map.copyOf(environment);
    }

    static App of(String service, int port) {
        return new App(service, port, null, true, null, Map.of("SERVICE", service, "PORT", String.valueOf(port)));
    }

    /** Where its health is, when not at {@code /health}. */
    App health(String path) {
        return with("HEALTH", path);
    }

    /** What its health says when it is well. */
    App saying(String body) {
        return with("HEALTH_BODY", body);
    }

    /** It is well only while that database answers. */
    App using(StandInDatabase database) {
        return with("DATABASE", folder == null ? database.conninfo() : database.conninfoWithoutPassword());
    }

    /** It is well only while that Redis answers. */
    App usingRedis(StandIn redis) {
        return with("REDIS", redis.service() + ":6379");
    }

    /** It is well only while these URLs answer. */
    App needing(String... urls) {
        return with("UPSTREAMS", String.join(" ", urls));
    }

    /** Started from an image of the caller's, which must be made from {@link StandIns#IMAGE}. */
    App from(String name) {
        return new App(service, port, name, published, folder, environment);
    }

    /** Only other containers reach it. */
    App unpublished() {
        return new App(service, port, image, false, folder, environment);
    }

    /** It reads the {@code .env} of a folder of this machine whenever it starts. */
    App reading(Path environmentFolder) {
        return new App(service, port, image, published, environmentFolder, environment)
                .with("ENV_FILE", StandIns.ENVIRONMENT + "/.env");
    }

    List<Bind> binds() {
        return folder == null ? List.of() : List.of(new Bind(folder.toString(), new Volume(StandIns.ENVIRONMENT)));
    }

    App with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new App(service, port, image, published, folder, more);
    }

    List<String> variables() {
        return environment.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .toList();
    }
}
