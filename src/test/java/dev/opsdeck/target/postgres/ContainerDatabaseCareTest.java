package dev.opsdeck.target.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.target.TestContainers;
import dev.opsdeck.testing.Declared;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.TestContainer;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** With psql, in a container that publishes no port. */
@EngineTest
final class ContainerDatabaseCareTest extends DatabaseCareContract {
    /** The shell stays the first process: PostgreSQL would take the end of a test's orphan for a crash of its own. */
    private static final String SERVER = """
            initdb --auth trust -D /tmp/data -U shop >/dev/null
            postgres -D /tmp/data -k /var/run/postgresql -c listen_addresses= -c fsync=off
            exit 1""";

    @SuppressWarnings("NullAway.Init")
    private static TestContainer container;

    @SuppressWarnings("NullAway.Init")
    private static CareRig rig;

    @BeforeAll
    static void start(Engine engine) {
        container = engine.start(
                "db",
                engine.docker()
                        .createContainerCmd("opsdeck-test/services")
                        .withUser("postgres")
                        .withCmd("bash", "-c", SERVER));
        Awaitility.await("PostgreSQL in its container")
                .atMost(Duration.ofSeconds(60))
                .until(() -> container
                        .exec("pg_isready", "-U", "shop", "-d", "postgres")
                        .contains("accepting"));
        assertThat(container.exec("createdb", "-U", "shop", "shop")).doesNotContain("ERROR", "FATAL");
        TABLES.forEach(table ->
                assertThat(container.exec("psql", "-U", "shop", "-c", table)).doesNotContain("ERROR", "FATAL"));
        rig = new CareRig(
                Declared.catalog("""
                system: shop
                title: Shop
                runtime: { docker: { project: %s, host: "%s" } }
                services: { db: {} }
                databases:
                  main:
                    service: db
                    exec: shop
                """.formatted(engine.project(), engine.host()) + SECTIONS), TestContainers.programs());
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Override
    CareRig rig() {
        return rig;
    }

    @Override
    String sql(String statement) {
        String said = container.exec("psql", "-U", "shop", "-d", "shop", "-Atqc", statement);
        assertThat(said).doesNotContain("ERROR", "FATAL");
        return said.strip();
    }

    @Override
    void session(String application, String statements) {
        String program = "(echo \"" + statements + ";\"; sleep 600) | PGAPPNAME=" + application
                + " psql -U shop -d shop >/dev/null 2>&1 &";
        container.exec("bash", "-c", program);
    }
}
