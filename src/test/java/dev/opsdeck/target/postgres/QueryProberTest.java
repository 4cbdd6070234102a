package dev.opsdeck.target.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.testing.Declared;
import dev.opsdeck.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // what asks inside of containers is never used where there is a URL
class QueryProberTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TestDatabase database = TestDatabase.create();

    @BeforeEach
    void fill() {
        database.jdbi().useHandle(handle -> {
            handle.execute("create table orders (id int, status text, placed timestamptz default now(), facts jsonb)");
            handle.execute("create sequence numbers");
            handle.execute("insert into orders select n, case when n % 4 = 0 then 'open' else 'done' end, now(),"
                    + " '{\"gift\": true}' from generate_series(1, 20) n");
        });
    }

    private Reading run(String sql, String parameters, Map<String, String> with, boolean explain) {
        ManagedSystem system = Declared.system("""
                system: shop
                title: Shop
                runtime: { docker: shop }
                services: { db: {} }
                databases: { main: { service: db, url: "%s" } }
                queries:
                  asked: { database: main, limit: 5, within: 2s, parameters: %s, sql: "%s" }
                """.formatted(
                database.jdbcUrl(), parameters, sql.replace("\\", "\\\\").replace("\"", "\\\"")));
        return new QueryProber(new Databases(null)).ask(system, new Probe.Query("asked", with, explain), PATIENCE);
    }

    private Reading run(String sql) {
        return run(sql, "{}", Map.of(), false);
    }

    private List<String> ids() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select id::text || status from orders order by id")
                        .mapTo(String.class)
                        .list());
    }

    private int count(String sql) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(Integer.class).one());
    }

    @Test
    void the_numbers_of_the_first_row_are_measures() {
        Reading reading = run("select count(*) as waiting, avg(id) as middle, max(status) as last from orders");

        assertThat(reading.measures())
                .extracting(Measure::name, Measure::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("waiting", 20.0),
                        org.assertj.core.groups.Tuple.tuple("middle", 10.5));
    }

    @Test
    void rows_beyond_the_limit_are_left_out_and_that_is_said() {
        Reading reading = run("select id from orders order by id");

        assertThat(Objects.requireNonNull(reading.table()).rows()).hasSize(5);
        assertThat(reading.table().complete()).isFalse();
        assertThat(reading.summary()).contains("left out");
    }

    @Test
    void parameters_are_values_and_never_sql() {
        String sql = "select count(*) as found from orders where status = :status";

        assertThat(run(sql, "{ status: text }", Map.of("status", "open"), false)
                        .measures()
                        .getFirst()
                        .value())
                .isEqualTo(5);
        assertThat(run(sql, "{ status: text }", Map.of("status", "' or '1'='1"), false)
                        .measures()
                        .getFirst()
                        .value())
                .isZero();
    }

    @Test
    void numbers_durations_casts_and_question_marks_are_read_as_they_stand() {
        Reading reading = run(
                "select count(*) as found from orders where placed > now() - cast(:age as interval)"
                        + " and id <= :most and id::text <> ':age' and facts ? 'gift' -- :not",
                "{ age: duration, most: { type: number, default: \"7\" } }",
                Map.of("age", "5m"),
                false);

        assertThat(reading.measures().getFirst().value()).isEqualTo(7);
    }

    @Test
    void values_that_do_not_fit_are_refused_with_what_would() {
        String sql = "select :n";
        assertRefused(() -> run(sql, "{ n: number }", Map.of("n", "1; drop table orders"), false), "must be a number");
        assertRefused(() -> run(sql, "{ n: duration }", Map.of("n", "soon"), false), "must be a duration");
        assertRefused(() -> run(sql, "{ n: service }", Map.of("n", "web"), false), "must be a service of shop");
        assertRefused(
                () -> run(sql, "{ n: { choices: [open, done] } }", Map.of("n", "lost"), false), "one of open, done");
        assertRefused(
                () -> run(sql, "{ n: { pattern: \"[a-z]+\" } }", Map.of("n", "A1"), false), "must look like [a-z]+");
        assertRefused(() -> run(sql, "{ n: text }", Map.of(), false), "give a value for n");
        assertRefused(() -> run(sql, "{ n: text }", Map.of("n", "1", "m", "2"), false), "no parameter m");
        assertRefused(() -> run(sql, "{}", Map.of(), false), ":n");
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable run, String why) {
        assertThatThrownBy(run).isInstanceOf(ProbeException.class).hasMessageContaining(why);
    }

    @Test
    void a_plan_is_shown_without_running_the_query() {
        Reading reading = run(
                "select count(*) from orders where status = :status and id / (id - id) = 1",
                "{ status: text }",
                Map.of("status", "open"),
                true);

        assertThat(reading.text()).contains("Aggregate").contains("Seq Scan on orders");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from orders",
                "update orders set status = 'gone'",
                "insert into orders values (99)",
                "truncate orders",
                "drop table orders",
                "create table more (id int)",
                "set transaction read write",
                "set session characteristics as transaction read write",
                "begin read write",
                "commit",
                "do $$ begin delete from orders; end $$",
                "call nothing()",
                "copy orders to program 'touch /tmp/x'",
                "explain analyze delete from orders",
                "select 1; delete from orders",
                "select 1; commit; delete from orders",
                "commit; begin read write; delete from orders",
                "select ';' ; delete from orders",
                "select 1 /* ; */ ; delete from orders --",
                "with gone as (delete from orders returning id) select * from gone",
                "with gone as (update orders set status = 'gone' returning id) select * from gone",
                "select * into copies from orders",
                "select * from orders for update",
                "select nextval('numbers')",
                "select setval('numbers', 7)",
                "select set_config('transaction_read_only', 'off', true)",
                "select \"set_config\"('transaction_read_only', 'off', true)",
                "select pg_terminate_backend(pid) from pg_stat_activity where false",
                "select pg_advisory_lock(1)",
                "select pg_catalog.pg_reload_conf()",
                "select pg_read_file('/etc/passwd')",
                "select lo_create(1)",
                "select query_to_xml('delete from orders', true, true, '')",
                "table orders; delete from orders",
                "values (1); delete from orders",
                "\\! touch /tmp/x",
                "-- delete\ndelete from orders",
                "(delete from orders)",
                ""
            })
    void what_is_no_single_reading_statement_is_refused_and_changes_nothing(String sql) {
        List<String> before = ids();

        assertThatThrownBy(() -> run(sql)).isInstanceOf(ProbeException.class);

        assertThat(ids()).isEqualTo(before);
        assertThat(count("select count(*) from numbers where is_called")).isZero();
    }

    @Test
    void the_server_itself_refuses_what_a_function_would_write() {
        database.jdbi()
                .useHandle(handle -> handle.execute("create function harmless() returns int language sql"
                        + " as 'delete from orders returning id'"));

        assertThatThrownBy(() -> run("select harmless()")).hasMessageContaining("only reading is allowed");
        assertThat(ids()).hasSize(20);
    }

    @Test
    void a_query_that_takes_too_long_is_cancelled_by_the_server() {
        assertThatThrownBy(() -> run("select count(*) from generate_series(1, 10000000000)"))
                .hasMessageContaining("took too long");
        assertThat(count("select count(*) from pg_stat_activity where application_name = 'opsdeck'"
                        + " and state = 'active' and datname = current_database()"))
                .isZero();
    }

    @Test
    void a_locked_table_is_not_waited_for() throws Exception {
        try (var holder = database.dataSource().getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("lock table orders in access exclusive mode");

            assertThatThrownBy(() -> run("select count(*) from orders")).hasMessageContaining("locked");
        }
    }

    @Test
    void a_mistake_in_the_sql_is_told_in_the_servers_words() {
        assertThatThrownBy(() -> run("select nothing from orders")).hasMessageContaining("\"nothing\" does not exist");
    }
}
