package dev.opsdeck.target.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.catalog.Risk;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.Step;
import dev.opsdeck.testing.Control;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What must hold however the database is reached. */
@Timeout(90)
abstract class DatabaseCareContract {
    static final String SECTIONS = """
                    indexes:
                      orders_by_note: { table: orders, columns: [note] }
                      orders_one_note: { table: orders, columns: [note], unique: true }
                    parameters:
                      work_mem: { min: 1MB, max: 64MB }
                      max_connections: { max: "500" }
                      log_line_prefix: {}
                """;

    static final List<String> TABLES = List.of(
            "create table orders as select n as id, 'note ' || n % 1000 as note from generate_series(1, 50000) n",
            "create index orders_id on orders (id)", "create table \"Odd.Name\" as select 1 as id");

    abstract CareRig rig();

    /** Runs it as its owner, behind the product's back. */
    abstract String sql(String statement);

    /** A session of that name that runs this, and stays as it is then. */
    abstract void session(String application, String statements);

    private int pid(String application) {
        return Awaitility.await("session " + application)
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> sql("select pid from pg_stat_activity where application_name = '" + application + "'"),
                        found -> !found.isEmpty())
                .lines()
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElseThrow();
    }

    private boolean lives(String application) {
        return !sql("select pid from pg_stat_activity where application_name = '" + application + "'")
                .isEmpty();
    }

    private Plan soon(String text) {
        return eventually(() -> rig().plan(text));
    }

    private static <T> T eventually(Callable<T> wanted) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptionsMatching(failure -> true)
                .until(wanted, _ -> true);
    }

    private static String evidence(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).evidence();
    }

    @Test
    void exactly_the_sessions_of_the_plan_are_ended_and_later_ones_that_are_like_them_are_not() {
        session("report-1", "select pg_sleep(600), 'a customer'");
        pid("report-1");
        Plan plan = soon("db shop/main kill-long --older-than=1s");
        session("report-2", "select pg_sleep(600)");
        pid("report-2");
        eventually(() -> assertThat(
                        rig().plan("db shop/main kill-long --older-than=1s").steps())
                .hasSize(2));

        Plan again = rig().again(plan);
        List<Outcome> outcomes = again.steps().stream().map(rig()::act).toList();

        assertThat(again.digest()).isEqualTo(plan.digest());
        assertThat(plan.risk()).isEqualTo(Risk.DESTRUCTIVE);
        assertThat(plan.steps())
                .singleElement()
                .extracting(Step::title)
                .asString()
                .contains("(report-1), running for ", "select pg_sleep(600)")
                .doesNotContain("customer");
        assertThat(outcomes)
                .singleElement()
                .extracting(DatabaseCareContract::evidence)
                .isEqualTo("Ended; it is gone.");
        assertThat(lives("report-1")).isFalse();
        assertThat(lives("report-2")).isTrue();
        sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'report-2'");
    }

    @Test
    void a_session_that_is_gone_is_passed_over_and_another_with_its_pid_is_never_hit() {
        session("gone", "begin; select 1");
        pid("gone");
        Step step = soon("db shop/main kill-idle --older-than=1s --in-transaction")
                .steps()
                .getFirst();
        sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'gone'");
        eventually(() -> {
            assertThat(lives("gone")).isFalse();
            return true;
        });

        assertThat(evidence(rig().act(step))).isEqualTo("It was gone already.");
        assertThat(rig().inspect(step, Map.of())).isInstanceOf(Finding.Happened.class);
    }

    @Test
    void dumps_and_maintenance_are_left_alone_unless_named() {
        session("pg_dump", "select pg_sleep(600)");
        int pid = pid("pg_dump");
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThatThrownBy(
                        () -> rig().plan("db shop/main kill-long --older-than=1s"))
                .hasMessageContaining("nothing to end")
                .hasMessageContaining("session " + pid));

        assertThat(evidence(rig().done("db shop/main kill " + pid).getFirst())).contains("gone");
        assertThat(lives("pg_dump")).isFalse();
    }

    @Test
    void tables_are_vacuumed_and_analyzed_and_the_server_says_so() {
        String before = sql("select clock_timestamp()");

        assertThat(evidence(rig().done("db shop/main vacuum-analyze orders").getFirst()))
                .isEqualTo("1 table was done.");
        assertThat(evidence(rig().done("db shop/main analyze tables=Odd.Name,orders")
                        .getFirst()))
                .isEqualTo("2 tables were done.");
        assertThat(evidence(rig().done("db shop/main vacuum").getFirst())).contains("tables were done.");

        assertThat(sql("select count(*) from pg_stat_user_tables where last_vacuum > '" + before
                        + "' and last_analyze > '" + before + "'"))
                .isEqualTo("2");
    }

    @Test
    void a_full_vacuum_is_destructive_and_proven_by_a_new_file() {
        String file = sql("select pg_relation_filenode('orders')");
        Plan plan = rig().plan("db shop/main vacuum-full orders");

        assertThat(plan.risk()).isEqualTo(Risk.DESTRUCTIVE);
        assertThat(plan.steps().getFirst().title()).contains("nobody can read or write it meanwhile");
        assertThat(evidence(rig().act(plan.steps().getFirst()))).isEqualTo("1 table was done.");
        assertThat(sql("select pg_relation_filenode('orders')")).isNotEqualTo(file);
    }

    @Test
    void an_index_is_made_and_dropped_again_when_undone_and_undoing_twice_is_undoing_once() {
        Step step =
                rig().plan("db shop/main create-index orders_by_note").steps().getFirst();
        Map<String, String> before = rig().before(step);

        assertThat(evidence(rig().act(step, before, new Control(Duration.ofMinutes(1)))))
                .contains("can be used");
        assertThat(rig().inspect(step, before)).isInstanceOf(Finding.Happened.class);
        assertThatThrownBy(() -> rig().plan("db shop/main create-index orders_by_note"))
                .hasMessageContaining("there already");

        assertThat(evidence(rig().undo(step, before))).contains("dropped");
        assertThat(evidence(rig().undo(step, before))).contains("dropped");
        assertThat(indexes("orders_by_note")).isEqualTo("0");
        assertThat(rig().inspect(step, before)).isInstanceOf(Finding.DidNotHappen.class);
    }

    @Test
    void an_index_that_cannot_be_finished_leaves_nothing_behind() {
        Outcome outcome =
                rig().done("db shop/main create-index orders_one_note").getFirst();

        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(((Outcome.Failed) outcome).reason()).contains("duplicates");
        assertThat(indexes("orders_one_note")).isEqualTo("0");
    }

    @Test
    void cancelling_really_ends_the_statement_on_the_server_and_drops_what_there_is_of_the_index() throws Exception {
        session("writer", "begin; update orders set note = note where id = 1");
        pid("writer");
        Step step =
                rig().plan("db shop/main create-index orders_by_note").steps().getFirst();
        Map<String, String> before = rig().before(step);
        var control = new Control(Duration.ofMinutes(2));
        var outcome = CompletableFuture.supplyAsync(() -> rig().act(step, before, control));
        eventually(() -> {
            assertThat(rig().inspect(step, before)).isInstanceOf(Finding.UnderWay.class);
            assertThat(control.progress()).anyMatch(text -> text.contains("waits for session"));
            return true;
        });

        control.cancel();
        release("writer");

        assertThat(outcome.get()).isInstanceOf(Outcome.Interrupted.class);
        assertThat(rig().inspect(step, before)).isInstanceOf(Finding.DidNotHappen.class);
        assertThat(indexes("orders_by_note")).isEqualTo("0");
    }

    @Test
    void a_table_is_reindexed_while_it_is_used_and_has_other_indexes_afterwards() {
        String before = sql("select 'orders_id'::regclass::oid");

        assertThat(evidence(rig().done("db shop/main reindex orders").getFirst()))
                .contains("built anew.");
        assertThat(evidence(rig().done("db shop/main reindex orders_id").getFirst()))
                .isEqualTo("1 index was built anew.");

        assertThat(sql("select 'orders_id'::regclass::oid")).isNotEqualTo(before);
        assertThat(invalid()).isEqualTo("0");
    }

    @Test
    void a_cancelled_reindex_leaves_no_index_that_cannot_be_used() throws Exception {
        session("holder", "begin; update orders set note = note where id = 2");
        pid("holder");
        Step step = rig().plan("db shop/main reindex orders_id").steps().getFirst();
        Map<String, String> before = rig().before(step);
        var control = new Control(Duration.ofMinutes(2));
        var outcome = CompletableFuture.supplyAsync(() -> rig().act(step, before, control));
        eventually(() -> {
            assertThat(rig().inspect(step, before)).isInstanceOf(Finding.UnderWay.class);
            assertThat(invalid()).isEqualTo("1");
            return true;
        });

        control.cancel();
        release("holder");

        assertThat(outcome.get()).isInstanceOf(Outcome.Interrupted.class);
        assertThat(invalid()).isEqualTo("0");
    }

    @Test
    void a_setting_is_changed_within_the_catalogs_limits_and_put_back() {
        Step step = rig().plan("db shop/main set work_mem 8MB").steps().getFirst();
        Map<String, String> before = rig().before(step);

        assertThat(evidence(rig().act(step, before, new Control(Duration.ofMinutes(1)))))
                .isEqualTo("work_mem is 8MB (was 4MB).");
        assertThat(rig().inspect(step, before)).isInstanceOf(Finding.Happened.class);
        assertThat(evidence(rig().undo(step, before))).isEqualTo("work_mem is 4MB (put back).");
        assertThat(evidence(rig().undo(step, before))).isEqualTo("work_mem is 4MB (put back).");
        assertThat(rig().inspect(step, before)).isInstanceOf(Finding.DidNotHappen.class);
    }

    @Test
    void a_setting_that_needs_a_restart_says_so() {
        Plan plan = rig().plan("db shop/main set max_connections 120");
        Step step = plan.steps().getFirst();
        Map<String, String> before = rig().before(step);

        assertThat(step.title()).contains("after the next restart of db");
        assertThat(evidence(rig().act(step, before, new Control(Duration.ofMinutes(1)))))
                .contains("takes effect when the server is restarted");
        assertThat(evidence(rig().undo(step, before))).contains("put back");
    }

    @Test
    void what_the_catalog_does_not_allow_is_refused_with_what_it_does() {
        assertThatThrownBy(() -> rig().plan("db shop/main set work_mem 1GB"))
                .hasMessageContaining("between 1MB and 64MB");
        assertThatThrownBy(() -> rig().plan("db shop/main set work_mem much")).hasMessageContaining("a number");
        assertThatThrownBy(() -> rig().plan("db shop/main set archive_command 'touch /tmp/x'"))
                .hasMessageContaining("does not let archive_command be changed");
        assertThatThrownBy(() -> rig().plan("db shop/main set log_line_prefix x"))
                .hasMessageContaining("choices");
        assertThatThrownBy(() -> rig().plan("db shop/main create-index nothing"))
                .hasMessageContaining("no index nothing")
                .hasMessageContaining("orders_by_note");
        assertThatThrownBy(() -> rig().plan("db shop/main vacuum \"orders; drop table orders\""))
                .hasMessageContaining("orders; drop table orders");
        assertThat(sql("select count(*) from orders")).isEqualTo("50000");
    }

    /** Lets those go on who wait for it, once the statement that was cancelled has ended. */
    private void release(String application) {
        eventually(() -> {
            assertThat(sql("select pid from pg_stat_activity where application_name ~ '^opsdeck-'"))
                    .isEmpty();
            return true;
        });
        sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = '" + application + "'");
    }

    private String indexes(String name) {
        return sql("select count(*) from pg_class where relname = '" + name + "'");
    }

    private String invalid() {
        return sql("select count(*) from pg_index where not indisvalid");
    }
}
