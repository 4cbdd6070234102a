package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

/**
 * A real PostgreSQL in a container.
 *
 * @param name of the database
 */
record StandInDatabase(StandIn standIn, String user, String password, String name) {
    /** How it is reached from this machine. */
    String url() {
        return "postgresql://%s:%s@%s/%s".formatted(user, password, standIn.address(5432), name);
    }

    /** How it is reached from other containers. */
    String conninfo() {
        return "host=%s user=%s password=%s dbname=%s".formatted(standIn.service(), user, password, name);
    }

    /** The same for who has the password from elsewhere. */
    String conninfoWithoutPassword() {
        return "host=%s user=%s dbname=%s".formatted(standIn.service(), user, name);
    }

    /** Runs statements as the superuser, and fails when one does. */
    void run(String... statements) {
        for (String statement : statements) {
            assertThat(psql(statement)).as(statement).doesNotContain("ERROR:", "FATAL:");
        }
    }

    /** The rows of a query; columns are apart by {@code |}. */
    List<String> rows(String query) {
        String said = psql(query);
        assertThat(said).as(query).doesNotContain("ERROR:", "FATAL:");
        return Arrays.stream(said.strip().split("\n"))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** Keeps a statement running in a session of the application's, in the background. */
    void session(String statement) {
        standIn.exec(
                "sh",
                "-c",
                "setsid psql -U %s -d %s -c \"%s\" >/dev/null 2>&1 </dev/null &".formatted(user, name, statement));
    }

    /** Opens sessions of the application's that do nothing. */
    void idleSessions(int count) {
        standIn.exec(
                "sh",
                "-c",
                "for i in $(seq %d); do (echo 'select 1;'; sleep 600) | setsid psql -U %s -d %s >/dev/null 2>&1 & done"
                        .formatted(count, user, name));
    }

    private String psql(String statement) {
        return standIn.exec("psql", "-U", "postgres", "-d", name, "-qtA", "-c", statement);
    }
}
