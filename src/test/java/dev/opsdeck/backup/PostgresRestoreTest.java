package dev.opsdeck.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.BackupStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.Step;
import dev.opsdeck.testing.Control;
import dev.opsdeck.testing.Declared;
import dev.opsdeck.testing.Needs;
import dev.opsdeck.testing.PostgresInstall;
import dev.opsdeck.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores into a real PostgreSQL, step by step, each killed in its middle. */
@Needs(Tool.POSTGRES)
final class PostgresRestoreTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final BackupStep.SwapDatabase SWAP = new BackupStep.SwapDatabase("shop", "main");

    @SuppressWarnings("NullAway.Init")
    private static PostgresInstall postgres;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path home;

    @SuppressWarnings("NullAway.Init")
    private Works works;

    @SuppressWarnings("NullAway.Init")
    private ManagedSystem shop;

    @SuppressWarnings("NullAway.Init")
    private Manifest manifest;

    @BeforeAll
    static void start() {
        postgres = PostgresInstall.start();
        postgres.run("postgres", "create role clerk login password 'c'", "create role \"odd one\"");
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @BeforeEach
    void changed() {
        postgres.databases().forEach(name -> postgres.run("postgres", "drop database \"" + name + "\" with (force)"));
        postgres.run(
                "postgres",
                "create database shop owner clerk",
                "alter database shop set search_path to 'a \"b\"', public",
                "alter database shop set work_mem to '7MB'",
                "alter role clerk in database shop set statement_timeout to '9s'",
                "revoke all on database shop from public",
                "grant connect on database shop to \"odd one\" with grant option",
                "alter database shop connection limit 77",
                "comment on database shop is 'where it''s sold'");
        postgres.run(
                "shop",
                "create table public.orders (id int primary key, note text)",
                "insert into public.orders select n, 'note ' || n from generate_series(1, 3000) n");
        works = new Works(home);
        shop = Declared.system("""
                system: shop
                title: Shop
                runtime: { docker: { project: none, host: "unix:///nowhere" } }
                services: { db: {} }
                databases: { main: { service: db, url: "%s" } }
                """.formatted(postgres.url("shop")));
        manifest = works.take(shop, "main");
        postgres.run("shop", "delete from public.orders where id > 10", "update public.orders set note = 'wrong'");
    }

    private BackupStep.LoadBackup load() {
        return new BackupStep.LoadBackup("shop", "main", manifest.name(), LIMIT);
    }

    private BackupStep.CountRestored count() {
        return new BackupStep.CountRestored("shop", "main", manifest.name(), LIMIT);
    }

    private Map<String, String> done(Step step) {
        Map<String, String> before = works.before(shop, step);
        assertThat(works.act(shop, step, before)).isInstanceOf(Outcome.Done.class);
        return before;
    }

    private static List<String> rows(String database) {
        return postgres.rows(database, "select id, note from public.orders order by id");
    }

    private static List<String> properties(String database) {
        return postgres.rows("postgres", """
                select pg_get_userbyid(datdba), pg_encoding_to_char(encoding), datcollate, datctype, datconnlimit, datacl,
                       shobj_description(d.oid, 'pg_database'), datallowconn,
                       (select array_agg(setrole::regrole || ':' || setconfig::text order by 1)
                        from pg_db_role_setting where setdatabase = d.oid)
                from pg_database d where datname = '%s'""".formatted(database));
    }

    @Test
    void the_restored_database_has_every_row_and_all_properties_of_the_one_it_replaces() throws SQLException {
        List<String> before = properties("shop");
        try (var session = postgres.connect("shop")) {
            done(load());
            done(count());
            done(SWAP);
            assertThat(session.isValid(5)).isFalse();
        }

        assertThat(rows("shop")).hasSize(3000).first().isEqualTo("1|note 1");
        assertThat(properties("shop")).isEqualTo(before);
        assertThat(rows("shop_before_1")).hasSize(10).first().isEqualTo("1|wrong");
        assertThat(postgres.databases()).containsExactly("shop", "shop_before_1");
    }

    @Test
    void everything_that_a_database_holds_comes_back_though_several_sessions_load_it() throws Exception {
        postgres.run(
                "shop",
                "set search_path = public",
                """
                create function twice(n int) returns int language plpgsql immutable as $$
                begin

                --
                -- Name: twice; Type: INDEX; Schema: public; Owner: -
                --

                  return n * 2; -- 'quoted;
                end $$""",
                "create table large (id bigserial primary key, hash text, kind int not null, parent bigint references large)",
                "insert into large (hash, kind, parent) select repeat(md5(n::text), 4) || E'\\t\\n\\\\.', n % 7,"
                        + " nullif(n / 2, 0) from generate_series(1, 20000) n",
                "create index on large (hash) where kind = 3 and hash <> ';'",
                "create unique index odd on large (twice(id::int), kind)",
                "comment on index odd is 'of all -- things; '",
                "alter table large cluster on odd",
                "create table parted (at int, what text) partition by range (at)",
                "create table parted_1 partition of parted for values from (0) to (50)",
                "create table parted_2 partition of parted for values from (50) to (100)",
                "insert into parted select n % 100, 'part ' || n from generate_series(1, 5000) n",
                "create index on parted (at)",
                "alter table parted add constraint one unique (at, what)",
                "create materialized view kinds as select kind, count(*) from large group by kind",
                "create unique index on kinds (kind)",
                "create table empty ()",
                "create table \"odd; name\" (\"a;b\" text primary key)",
                "insert into \"odd; name\" values (''), ('\\.')");
        Manifest all = works.take(shop, "main");

        assertThat(works.act(shop, new BackupStep.LoadBackup("shop", "main", all.name(), LIMIT)))
                .isInstanceOf(Outcome.Done.class);

        assertThat(schema("shop_restore_1")).isEqualTo(schema("shop"));
        for (String table : List.of("public.large", "public.parted", "public.kinds", "public.\"odd; name\"")) {
            String sum = "select count(*), md5(string_agg(t::text, '|' order by t::text)) from " + table + " t";
            assertThat(postgres.rows("shop_restore_1", sum)).as(table).isEqualTo(postgres.rows("shop", sum));
        }
        assertThat(postgres.rows("shop_restore_1", "select nextval('public.large_id_seq')"))
                .containsExactly("20001");
        assertThat(postgres.rows("shop_restore_1", "select reltuples from pg_class where relname = 'large'"))
                .containsExactly("20000");
    }

    private static List<String> schema(String database) throws IOException {
        var program = new ProcessBuilder(
                        ClientPrograms.newest().orElseThrow() + "/pg_dump", "--schema-only", postgres.url(database))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = program.inputReader()) {
            return output.lines().filter(line -> !line.startsWith("\\")).toList();
        }
    }

    @Test
    void killed_while_it_is_loaded_the_database_is_untouched_and_it_is_loaded_again() {
        BackupStep.LoadBackup step = load();
        Map<String, String> before = works.before(shop, step);
        assertThat(works.inspect(shop, step, before)).isInstanceOf(Finding.DidNotHappen.class);
        postgres.run(
                "postgres",
                "create database shop_restore_1",
                "comment on database shop_restore_1 is 'opsdeck: " + manifest.name() + ", being loaded'");
        postgres.run("shop_restore_1", "create table orders (half text)");

        assertThat(works.inspect(shop, step, before)).isInstanceOf(Finding.DidNotHappen.class);
        assertThat(rows("shop")).hasSize(10);
        assertThat(works.act(shop, step, before)).isInstanceOf(Outcome.Done.class);
        assertThat(works.inspect(shop, step, before)).isInstanceOf(Finding.Happened.class);
        assertThat(rows("shop_restore_1")).hasSize(3000);
    }

    @Test
    void a_load_is_undone_by_dropping_it_however_often() {
        Map<String, String> before = done(load());

        assertThat(works.undo(shop, load(), before)).isInstanceOf(Outcome.Done.class);
        assertThat(works.undo(shop, load(), before)).isInstanceOf(Outcome.Done.class);

        assertThat(postgres.databases()).containsExactly("shop");
    }

    @Test
    void cancelled_while_it_is_loaded_nothing_stays() {
        Control control = works.control();
        control.cancel();
        BackupStep.LoadBackup step = load();

        Outcome outcome = works.handler(step).act(shop, step, works.before(shop, step), control);

        assertThat(outcome).isInstanceOfAny(Outcome.Interrupted.class, Outcome.Done.class);
        assertThat(rows("shop")).hasSize(10);
        if (outcome instanceof Outcome.Interrupted) {
            assertThat(postgres.databases()).containsExactly("shop");
        }
    }

    @Test
    void what_is_missing_is_found_before_anything_is_replaced() {
        done(load());
        postgres.run("shop_restore_1", "delete from public.orders where id = 7");

        assertThat(works.act(shop, count()).toString())
                .contains("public.orders has 2999 rows instead of 3000", "The database itself was not touched");
    }

    @Test
    void the_names_say_where_a_swap_stands() {
        done(load());
        Map<String, String> before = works.before(shop, SWAP);
        assertThat(works.inspect(shop, SWAP, before)).isInstanceOf(Finding.DidNotHappen.class);
        // Killed after the sessions were ended and before anything was renamed.
        postgres.run("postgres", "alter database shop allow_connections false");
        assertThat(works.inspect(shop, SWAP, before)).isInstanceOf(Finding.DidNotHappen.class);
        assertThat(works.act(shop, SWAP, before)).isInstanceOf(Outcome.Done.class);
        assertThat(works.inspect(shop, SWAP, before)).isInstanceOf(Finding.Happened.class);
        assertThat(rows("shop")).hasSize(3000);
    }

    @Test
    void a_swap_that_was_only_prepared_is_undone_by_opening_the_database_again() {
        done(load());
        Map<String, String> before = works.before(shop, SWAP);
        postgres.run("postgres", "alter database shop allow_connections false");

        assertThat(works.undo(shop, SWAP, before)).isInstanceOf(Outcome.Done.class);

        assertThat(rows("shop")).hasSize(10);
        assertThat(postgres.databases()).containsExactly("shop", "shop_restore_1");
    }

    @Test
    void a_swap_is_undone_however_often_and_nothing_that_was_written_is_lost() {
        List<String> properties = properties("shop");
        Map<String, String> loaded = done(load());
        Map<String, String> before = done(SWAP);
        postgres.run("shop", "insert into public.orders values (99999, 'written in between')");

        assertThat(works.undo(shop, SWAP, before)).isInstanceOf(Outcome.Done.class);
        assertThat(works.undo(shop, SWAP, before)).isInstanceOf(Outcome.Done.class);
        assertThat(works.undo(shop, load(), loaded)).isInstanceOf(Outcome.Done.class);

        assertThat(rows("shop")).hasSize(10);
        assertThat(properties("shop")).isEqualTo(properties);
        assertThat(rows("shop_withdrawn_1")).contains("99999|written in between");
        assertThat(postgres.databases()).containsExactly("shop", "shop_withdrawn_1");
    }

    @Test
    void names_that_say_nothing_are_left_to_a_person() {
        done(load());
        Map<String, String> before = works.before(shop, SWAP);
        postgres.run("postgres", "alter database shop rename to shop_before_1");

        assertThat(works.inspect(shop, SWAP, before).toString()).contains("CannotTell", "shop_before_1");
        assertThat(works.act(shop, SWAP, before)).isInstanceOf(Outcome.Unknown.class);
        assertThat(works.undo(shop, SWAP, before)).isInstanceOf(Outcome.Unknown.class);
        assertThat(postgres.databases()).containsExactly("shop_before_1", "shop_restore_1");
    }

    @Test
    void a_test_restore_that_was_killed_leaves_no_scratch_database() {
        var step = new BackupStep.TestRestore("shop", "main", manifest.name(), LIMIT);
        Map<String, String> before = works.before(shop, step);
        postgres.run("postgres", "create database shop_scratch_1");

        assertThat(works.inspect(shop, step, before)).isInstanceOf(Finding.DidNotHappen.class);

        assertThat(postgres.databases()).containsExactly("shop");
    }

    @Test
    void what_was_replaced_is_dropped_where_the_catalog_wants_that() {
        done(load());
        done(SWAP);

        done(new BackupStep.DropReplaced("shop", "main"));
        done(new BackupStep.DropReplaced("shop", "main"));

        assertThat(postgres.databases()).containsExactly("shop");
    }

    @Test
    void a_database_that_was_dropped_is_made_anew_row_by_row_and_taken_away_again_when_undone() {
        postgres.run("postgres", "drop database shop");
        var name = new BackupStep.NameDatabase("shop", "main");
        Map<String, String> loaded = done(load());
        done(count());
        Map<String, String> before = works.before(shop, name);
        assertThat(works.inspect(shop, name, before)).isInstanceOf(Finding.DidNotHappen.class);

        assertThat(works.act(shop, name, before)).isInstanceOf(Outcome.Done.class);

        assertThat(works.inspect(shop, name, before)).isInstanceOf(Finding.Happened.class);
        assertThat(postgres.databases()).containsOnly("shop");
        assertThat(rows("shop")).hasSize(3000);
        assertThat(postgres.rows("shop", "select count(*) from public.orders where note <> 'note ' || id"))
                .containsExactly("0");
        assertThat(properties("shop").getFirst()).doesNotContain("being loaded").doesNotContain("opsdeck:");

        for (int time = 1; time <= 2; time++) {
            assertThat(works.undo(shop, name, before)).isInstanceOf(Outcome.Done.class);
            assertThat(works.undo(shop, load(), loaded)).isInstanceOf(Outcome.Done.class);
        }
        assertThat(postgres.databases()).containsOnly("shop_withdrawn_1");
    }

    @Test
    void nothing_stays_of_a_dropped_database_that_could_not_be_loaded() {
        postgres.run("postgres", "drop database shop");
        Map<String, String> loaded = done(load());
        assertThat(postgres.databases()).containsOnly("shop_restore_1");

        assertThat(works.undo(shop, load(), loaded)).isInstanceOf(Outcome.Done.class);

        assertThat(postgres.databases()).isEmpty();
    }
}
