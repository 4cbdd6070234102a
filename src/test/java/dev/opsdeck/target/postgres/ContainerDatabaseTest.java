package dev.opsdeck.target.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.catalog.DatabaseQuestion;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.target.TestContainers;
import dev.opsdeck.testing.Declared;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.EngineTest;
import dev.opsdeck.testing.TestContainer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A PostgreSQL in a container that publishes no port. */
@EngineTest
class ContainerDatabaseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SERVER = """
            initdb --auth trust -D /tmp/data -U shop >/dev/null
            exec postgres -D /tmp/data -k /var/run/postgresql -c listen_addresses= -c fsync=off \
                -c shared_preload_libraries=pg_stat_statements""";

    private static TestContainer container;
    private static ManagedSystem system;
    private static Databases databases;

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
        sql("create database shop owner shop");
        sql("create extension pg_stat_statements");
        sql("create table orders as select n as id, 'it''s \"open\", or' || chr(10) || 'not' as note"
                + " from generate_series(1, 20) n");
        sql("create sequence numbers");
        engine.start(
                "tiny",
                engine.docker().createContainerCmd("opsdeck-test/busybox").withCmd("sleep", "600"));
        system = Declared.system("""
                system: shop
                title: Shop
                runtime: { docker: { project: %s, host: "%s" } }
                services: { db: {}, tiny: {}, absent: {} }
                databases:
                  main: { service: db, exec: shop }
                  nobody: { service: db, exec: { user: nobody, name: shop } }
                  nowhere: { service: db, exec: { user: shop, name: nowhere } }
                  tiny: { service: tiny, exec: shop }
                  absent: { service: absent, exec: shop }
                queries:
                  notes: { database: main, limit: 3, sql: "select id, note, null as nothing from orders order by id" }
                  note: { database: main, parameters: { like: text, id: number }, sql: "select count(*) as found from orders where note like :like and id > :id" }
                  deletes: { database: main, sql: "with gone as (delete from orders returning id) select * from gone" }
                  counts: { database: main, sql: "select nextval('numbers')" }
                  endless: { database: main, within: 2s, sql: "select count(*) from generate_series(1, 10000000000)" }
                  two: { database: main, sql: "select 1; delete from orders" }
                """.formatted(engine.project(), engine.host()));
        databases = new Databases(TestContainers.programs());
    }

    private static void sql(String statement) {
        String database = statement.startsWith("create database") ? "postgres" : "shop";
        String said = container.exec("psql", "-U", "shop", "-d", database, "-c", statement);
        assertThat(said).doesNotContain("ERROR", "FATAL");
    }

    private static Reading ask(String database, DatabaseQuestion question) {
        return new DatabaseProber(databases).ask(system, new Probe.Database(database, question), PATIENCE);
    }

    private static Reading run(String query, Map<String, String> with, boolean explain) {
        return new QueryProber(databases).ask(system, new Probe.Query(query, with, explain), PATIENCE);
    }

    @ParameterizedTest
    @EnumSource(DatabaseQuestion.class)
    void every_question_is_answered_without_a_port(DatabaseQuestion question) {
        assertThat(ask("main", question).summary()).isNotBlank().endsWith(".");
    }

    @Test
    void slow_statements_are_counted_with_their_mean_and_without_values() {
        sql("select pg_sleep(0.3), 'a secret of theirs'");

        Reading reading = ask("main", DatabaseQuestion.SLOW);

        assertThat(reading.measures().getFirst()).extracting(Measure::name).isEqualTo("mean");
        assertThat(reading.measures().getFirst().value()).isGreaterThan(290);
        assertThat(Objects.requireNonNull(reading.table()).rows())
                .anySatisfy(row -> assertThat(row.getLast()).contains("pg_sleep($1)"));
        assertThat(reading.toString()).doesNotContain("secret of theirs");
    }

    @Test
    void rows_come_through_csv_as_they_are() {
        Reading reading = run("notes", Map.of(), false);

        assertThat(Objects.requireNonNull(reading.table()).columns()).containsExactly("id", "note", "nothing");
        assertThat(reading.table().rows()).hasSize(3).first().isEqualTo(List.of("1", "it's \"open\", or\nnot", ""));
        assertThat(reading.table().complete()).isFalse();
    }

    @Test
    void parameters_are_values_and_never_sql_or_shell() {
        assertThat(run("note", Map.of("like", "it's%", "id", "15"), false)
                        .measures()
                        .getFirst()
                        .value())
                .isEqualTo(5);
        assertThat(run("note", Map.of("like", "'; delete from orders; --", "id", "0"), false)
                        .measures()
                        .getFirst()
                        .value())
                .isZero();
        assertThat(run("note", Map.of("like", "$(touch /tmp/shell) \\' or 1=1", "id", "0"), false)
                        .measures()
                        .getFirst()
                        .value())
                .isZero();
        assertThat(container.exec("ls", "/tmp")).doesNotContain("shell");
    }

    @Test
    void a_plan_is_shown_without_running_the_query() {
        assertThat(run("note", Map.of("like", "x", "id", "1"), true).text()).contains("Seq Scan on orders");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deletes", "counts", "two"})
    void what_would_write_is_refused(String query) {
        assertThatThrownBy(() -> run(query, Map.of(), false)).isInstanceOf(ProbeException.class);
        assertThat(container
                        .exec("psql", "-U", "shop", "-d", "shop", "-Atc", "select count(*) from orders")
                        .strip())
                .isEqualTo("20");
    }

    @Test
    void the_session_itself_is_read_only() {
        assertThatThrownBy(() -> databases.ask(
                        system,
                        Databases.declared(system, "main"),
                        Limits.of(PATIENCE),
                        session -> session.rows("select nextval('numbers')")))
                .hasMessageContaining("only reading is allowed");
    }

    @Test
    void a_query_that_takes_too_long_is_cancelled_by_the_server() {
        assertThatThrownBy(() -> run("endless", Map.of(), false)).hasMessageContaining("took too long");
    }

    @Test
    void what_stands_in_the_way_is_told() {
        assertThatThrownBy(() -> ask("nobody", DatabaseQuestion.CONNECTIONS)).hasMessageContaining("refused the user");
        assertThatThrownBy(() -> ask("nowhere", DatabaseQuestion.CONNECTIONS)).hasMessageContaining("no such database");
        assertThatThrownBy(() -> ask("tiny", DatabaseQuestion.PING))
                .hasMessageContaining("no pg_isready in the container");
        assertThatThrownBy(() -> ask("tiny", DatabaseQuestion.SIZES)).hasMessageContaining("no psql in the container");
        assertThatThrownBy(() -> ask("absent", DatabaseQuestion.PING))
                .hasMessageContaining("No container of absent is running");
    }
}
