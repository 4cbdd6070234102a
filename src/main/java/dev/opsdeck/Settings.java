package dev.opsdeck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The environment variables that operators set, as the properties that the service reads. */
final class Settings {
    private final Map<String, String> environment;
    private final Map<String, Object> properties = new HashMap<>();

    Settings(Map<String, String> environment) {
        this.environment = environment;
    }

    /** A missing or wrong setting: one line that names the variable and what to do. */
    static final class SettingException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SettingException(String message) {
            super(message);
        }
    }

    /**
     * The value of a variable, or what the file named by {@code NAME_FILE} holds.
     *
     * @throws SettingException when that file cannot be read
     */
    Optional<String> get(String name) {
        String value = environment.get(name);
        if (value != null && !value.isBlank()) {
            return Optional.of(value.strip());
        }
        String file = environment.get(name + "_FILE");
        return file == null || file.isBlank() ? Optional.empty() : Optional.of(read(name, Path.of(file)));
    }

    private static String read(String name, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new SettingException(
                    name + "_FILE names " + file + ", which cannot be read. Check the path and who may read it.");
        }
    }

    /** The properties of the service. */
    Map<String, Object> serve() {
        common();
        require("OPSDECK_CATALOG", "opsdeck.catalog", "the folder with your catalog's YAML files");
        require("SLACK_BOT_TOKEN", "opsdeck.slack.bot-token", "the Bot User OAuth Token of your Slack app (xoxb-…)");
        optional("SLACK_APP_TOKEN", "opsdeck.slack.app-token");
        optional("SLACK_API_URL", "opsdeck.slack.api-url");
        if (properties.containsKey("opsdeck.slack.app-token")) {
            // Over a socket that opsdeck opened itself nothing is signed.
            optional("SLACK_SIGNING_SECRET", "opsdeck.slack.signing-secret");
        } else {
            require("SLACK_SIGNING_SECRET", "opsdeck.slack.signing-secret", "the Signing Secret of your Slack app");
        }
        return properties;
    }

    /** The properties of the demo with that catalog. */
    Map<String, Object> demo(Path catalog) {
        common();
        properties.put("opsdeck.catalog", catalog.toString());
        properties.put("opsdeck.demo", true);
        properties.putIfAbsent("opsdeck.alerts.token", Demo.ALERTS_TOKEN);
        properties.put("opsdeck.sim.enabled", true);
        properties.put(
                "opsdeck.slack.signing-secret", get("SLACK_SIGNING_SECRET").orElse(Demo.SIGNING_SECRET));
        properties.put("opsdeck.slack.bot-token", get("SLACK_BOT_TOKEN").orElse(Demo.BOT_TOKEN));
        properties.put(
                "opsdeck.slack.api-url", get("SLACK_API_URL").orElse("http://localhost:" + port() + "/sim/api/"));
        optional("SLACK_APP_TOKEN", "opsdeck.slack.app-token");
        return properties;
    }

    /** The properties of what works on the database alone. */
    Map<String, Object> database() {
        common();
        return properties;
    }

    private void common() {
        properties.put("micronaut.server.port", port());
        properties.put("opsdeck.home", home().toString());
        optional("DOCKER_HOST", "opsdeck.docker.host");
        optional("DOCKER_CERT_PATH", "opsdeck.docker.certificates");
        optional("OPSDECK_ALERTS_TOKEN", "opsdeck.alerts.token");
        get("DATABASE_URL").ifPresent(this::database);
    }

    private void database(String url) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new SettingException("DATABASE_URL must start with jdbc:postgresql:// and name host and database.");
        }
        properties.put("opsdeck.database.url", url);
        optional("DATABASE_USER", "opsdeck.database.user");
        optional("DATABASE_PASSWORD", "opsdeck.database.password");
    }

    int port() {
        String value = get("PORT").orElse("8080");
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, together with numbers out of range.
        }
        throw new SettingException(
                "PORT is \"" + value + "\". Set it to a number from 0 to 65535, or leave it out for" + " 8080.");
    }

    Path home() {
        return get("OPSDECK_HOME")
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".opsdeck"))
                .toAbsolutePath()
                .normalize();
    }

    private void require(String name, String property, String what) {
        properties.put(
                property,
                get(name)
                        .orElseThrow(() -> new SettingException(
                                name + " is not set. Set it, or " + name + "_FILE, to " + what + ".")));
    }

    private void optional(String name, String property) {
        get(name).ifPresent(value -> properties.put(property, value));
    }
}
