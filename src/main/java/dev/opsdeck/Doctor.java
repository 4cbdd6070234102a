package dev.opsdeck;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.SlackApiException;
import dev.opsdeck.catalog.CatalogLoader;
import dev.opsdeck.catalog.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code opsdeck doctor}: checks a deployment and says what to fix. Changes nothing. */
@Command(
        name = "doctor",
        description = "Checks settings, catalog, database, Slack and the home folder; says what to fix.",
        mixinStandardHelpOptions = true)
final class Doctor implements Callable<Integer> {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is run
    private CommandLine.Model.CommandSpec spec;

    private int faults;

    @Override
    public Integer call() {
        Settings settings = new Settings(System.getenv());
        Map<String, Object> properties;
        try {
            properties = settings.serve();
        } catch (Settings.SettingException e) {
            fault("settings", e.getMessage());
            return 1;
        }
        good("settings", "complete");
        catalog(settings, Path.of(String.valueOf(properties.get("opsdeck.catalog"))));
        home(settings.home());
        database(properties);
        slack(properties);
        return faults == 0 ? 0 : 1;
    }

    private void catalog(Settings settings, Path folder) {
        switch (CatalogLoader.load(folder, settings::get)) {
            case CatalogLoader.Loaded(var catalog, List<Problem> warnings) -> {
                good("catalog", catalog.systems().size() + " systems");
                warnings.forEach(warning -> out().printf("look   %-9s %s%n", "catalog", warning));
            }
            case CatalogLoader.Rejected(List<Problem> problems) ->
                problems.forEach(problem -> fault("catalog", problem.toString()));
        }
    }

    private void home(Path home) {
        try {
            Files.createDirectories(home);
            Files.delete(Files.createTempFile(home, "doctor", ""));
            good("home", home + " is writable");
        } catch (IOException e) {
            fault("home", home + " is not writable. Set OPSDECK_HOME to a folder that this user may write.");
        }
    }

    private void database(Map<String, Object> properties) {
        String url = text(properties, "opsdeck.database.url");
        if (url == null) {
            good("database", "embedded PostgreSQL under the home folder; set DATABASE_URL for several replicas");
            return;
        }
        try (Connection connection = DriverManager.getConnection(
                url, text(properties, "opsdeck.database.user"), text(properties, "opsdeck.database.password"))) {
            good("database", "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion());
        } catch (SQLException e) {
            fault(
                    "database",
                    "No connection (SQL state " + e.getSQLState()
                            + "). Check DATABASE_URL, DATABASE_USER and DATABASE_PASSWORD.");
        }
    }

    private void slack(Map<String, Object> properties) {
        var config = new SlackConfig();
        config.setProxyUrl(null);
        String url = text(properties, "opsdeck.slack.api-url");
        if (url != null) {
            config.setMethodsEndpointUrlPrefix(url.endsWith("/") ? url : url + "/");
        }
        Slack slack = Slack.getInstance(config);
        try {
            var answer =
                    slack.methods(text(properties, "opsdeck.slack.bot-token")).authTest(request -> request);
            if (answer.isOk()) {
                good("slack", "token accepted by the workspace " + answer.getTeam());
            } else {
                fault(
                        "slack",
                        "The token was refused (" + answer.getError()
                                + "). Install the app again and set SLACK_BOT_TOKEN to the new token.");
            }
        } catch (IOException | SlackApiException e) {
            fault("slack", "Slack cannot be reached. Check the way out to the Internet, or SLACK_API_URL.");
        }
    }

    private static @Nullable String text(Map<String, Object> properties, String name) {
        Object value = properties.get(name);
        return value == null ? null : value.toString();
    }

    private void good(String what, String text) {
        out().printf("ok     %-9s %s%n", what, text);
    }

    private void fault(String what, @Nullable String text) {
        faults++;
        out().printf("FAULT  %-9s %s%n", what, Objects.requireNonNullElse(text, ""));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
