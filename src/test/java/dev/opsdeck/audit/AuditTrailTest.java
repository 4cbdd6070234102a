package dev.opsdeck.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.opsdeck.audit.Verification.Broken;
import dev.opsdeck.audit.Verification.Intact;
import dev.opsdeck.testing.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class AuditTrailTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    private final TestDatabase database = TestDatabase.create();
    private final Jdbi jdbi = database.jdbi();
    private final AuditTrail trail = new AuditTrail(jdbi);

    @AfterEach
    void stop() {
        trail.close();
    }

    @Test
    void an_empty_trail_is_intact() {
        assertThat(trail.verify()).isEqualTo(new Intact(0, "0".repeat(64)));
    }

    @Test
    void what_was_appended_is_read_back_newest_first_with_its_detail() {
        append(entry(
                "UADA",
                "request",
                "airline/backend",
                Map.of("text", "restart", "count", 3, "ok", true, "ids", List.of(1, 2))));
        append(entry("ULIN", "vote", "run/1", Map.of()));

        List<AuditRecord> found = trail.find(new AuditQuery(null, null, null, 10));

        assertThat(found).extracting(AuditRecord::seq).containsExactly(2L, 1L);
        assertThat(found.getLast().at()).isEqualTo(NOON);
        assertThat(found.getLast().detail())
                .isEqualTo(Map.of("text", "restart", "count", 3, "ok", true, "ids", List.of(1, 2)));
        assertThat(trail.verify()).isEqualTo(new Intact(2, found.getFirst().hash()));
    }

    @Test
    void a_query_narrows_by_person_target_system_time_and_number() {
        append(
                entry("UADA", "request", "airline/backend", Map.of()),
                entry("ULIN", "request", "airline/redis", Map.of()),
                entry("ULIN", "request", "airlines/redis", Map.of()),
                new AuditEntry(NOON.plusSeconds(60), "ULIN", "reload", "airline", Map.of()));

        assertThat(targets(new AuditQuery("UADA", null, null, 10))).containsExactly("airline/backend");
        assertThat(targets(new AuditQuery(null, "airline/redis", null, 10))).containsExactly("airline/redis");
        assertThat(targets(new AuditQuery(null, "airline", null, 10)))
                .containsExactly("airline", "airline/redis", "airline/backend");
        assertThat(targets(new AuditQuery("ULIN", null, NOON.plusSeconds(1), 10)))
                .containsExactly("airline");
        assertThat(targets(new AuditQuery("ULIN", "airline", NOON, 1))).containsExactly("airline");
    }

    @Test
    void an_entry_stands_and_falls_with_the_transaction_that_it_is_in() {
        append(entry("UADA", "kept", "", Map.of()));
        assertThatThrownBy(() -> jdbi.useTransaction(tx -> {
                    trail.append(tx, entry("UADA", "lost", "", Map.of()));
                    throw new IllegalStateException("the rest failed");
                }))
                .hasMessage("the rest failed");
        append(entry("UADA", "kept too", "", Map.of()));

        assertThat(trail.find(new AuditQuery(null, null, null, 10)))
                .extracting(AuditRecord::action)
                .containsExactly("kept too", "kept");
        assertThat(trail.verify()).isInstanceOf(Intact.class);
    }

    @Test
    void outside_of_a_transaction_nothing_is_appended() {
        assertThatThrownBy(() -> jdbi.useHandle(handle -> trail.append(handle, entry("U", "x", "", Map.of()))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void any_text_can_be_recorded_and_verified() {
        String odd = "nul \0, half \ud83d, quote \" ' \\, line\nend, é 日本 👩‍💻";
        append(entry(odd, odd, odd, Map.of(odd, odd, "b", List.of(Map.of("z", 1, "a", 2.5)))));

        assertThat(trail.verify()).isInstanceOf(Intact.class);
        assertThat(trail.find(new AuditQuery(null, null, null, 1)).getFirst().actor())
                .isEqualTo("nul \ufffd, half ?, quote \" ' \\, line\nend, é 日本 👩‍💻");
    }

    @Test
    void what_has_no_one_spelling_is_refused_before_it_is_queued() {
        assertThatThrownBy(() -> entry("U", "x", "", Map.of("when", List.of(NOON))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.time.Instant");
    }

    @Test
    void equal_entries_have_different_hashes_because_of_their_place() {
        append(entry("U", "x", "", Map.of()), entry("U", "x", "", Map.of()));
        assertThat(trail.find(new AuditQuery(null, null, null, 2)))
                .extracting(AuditRecord::hash)
                .doesNotHaveDuplicates();
    }

    static Stream<Arguments> tampering() {
        return Stream.of(
                Arguments.of("update audit set target = 'airline/other' where seq = 3", 3, "changed"),
                Arguments.of("update audit set at = at + interval '1 microsecond' where seq = 3", 3, "changed"),
                Arguments.of("update audit set actor = actor || action, action = '' where seq = 3", 3, "changed"),
                Arguments.of("update audit set detail = '{ \"n\":3}' where seq = 3", 3, "changed"),
                Arguments.of("update audit set detail = 'no json at all' where seq = 3", 3, "changed"),
                Arguments.of("update audit set hash = repeat('a', 64) where seq = 3", 3, "changed"),
                Arguments.of("delete from audit where seq = 1", 1, "missing"),
                Arguments.of("delete from audit where seq = 3", 3, "missing"),
                Arguments.of("delete from audit where seq = 5", 5, "newest entries are missing"),
                Arguments.of("delete from audit", 1, "newest entries are missing"),
                Arguments.of(
                        "update audit set seq = 99 where seq = 3; update audit set seq = 3 where seq = 4;"
                                + " update audit set seq = 4 where seq = 99",
                        3,
                        "does not follow"),
                Arguments.of(
                        "delete from audit where seq = 3; update audit set seq = seq - 1 where seq > 3;"
                                + " update audit_head set seq = 4",
                        3,
                        "does not follow"),
                Arguments.of(
                        "insert into audit select 6, at, actor, action, target, detail, repeat('b', 64), repeat('c', 64)"
                                + " from audit where seq = 5",
                        6,
                        "does not follow"),
                Arguments.of(
                        "update audit_head set seq = 4, hash = (select hash from audit where seq = 4)", 5, "beyond"),
                Arguments.of("update audit_head set hash = repeat('d', 64)", 5, "recorded end"));
    }

    @ParameterizedTest
    @MethodSource("tampering")
    void tampering_is_found_where_it_happened(String sql, long seq, String what) {
        append(IntStream.rangeClosed(1, 5)
                .mapToObj(n -> entry("UADA", "request", "airline/backend", Map.of("n", n)))
                .toArray(AuditEntry[]::new));
        jdbi.useHandle(handle -> handle.createScript(sql).execute());

        Verification verification = trail.verify();

        assertThat(verification).isInstanceOf(Broken.class);
        assertThat(((Broken) verification).seq()).isEqualTo(seq);
        assertThat(((Broken) verification).what()).contains(what);
        assertThat(((Broken) verification).expected()).isNotEqualTo(((Broken) verification).found());
    }

    @Test
    void an_entry_made_up_with_a_right_hash_of_its_own_is_beyond_the_end() {
        append(entry("UADA", "request", "", Map.of()));
        Intact intact = (Intact) trail.verify();
        AuditEntry entry = entry("UEVE", "request", "", Map.of());
        Link forged = new Link(2, entry.at(), entry.actor(), entry.action(), entry.target(), "{}", intact.head(), "")
                .sealed();
        jdbi.useHandle(handle -> handle.execute(
                "insert into audit values (?, ?::timestamptz, ?, ?, ?, ?, ?, ?)",
                forged.seq(),
                forged.at().toString(),
                forged.actor(),
                forged.action(),
                forged.target(),
                forged.detail(),
                forged.previous(),
                forged.hash()));

        assertThat(trail.verify()).isInstanceOfSatisfying(Broken.class, broken -> assertThat(broken.what())
                .contains("beyond"));
    }

    @Test
    void two_replicas_never_fork_the_chain() throws Exception {
        try (HikariDataSource one = pool();
                HikariDataSource two = pool();
                var left = new AuditTrail(Jdbi.create(one));
                var right = new AuditTrail(Jdbi.create(two));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Future<?>>();
            for (int i = 0; i < 400; i++) {
                AuditTrail replica = i % 2 == 0 ? left : right;
                Jdbi its = Jdbi.create(i % 2 == 0 ? one : two);
                AuditEntry entry = entry("U" + i, "request", "airline/backend", Map.of("i", i));
                work.add(
                        i % 4 < 2
                                ? replica.record(entry)
                                : threads.submit(() -> its.useTransaction(tx -> replica.append(tx, entry, entry))));
            }
            for (Future<?> each : work) {
                each.get();
            }
        }
        assertThat(trail.verify()).isInstanceOfSatisfying(Intact.class, intact -> assertThat(intact.count())
                .isEqualTo(600));
    }

    @Test
    void entries_recorded_at_the_same_time_share_transactions_and_all_are_durable() {
        List<CompletableFuture<Void>> all = IntStream.range(0, 5_000)
                .mapToObj(i -> trail.record(entry("U", "read", "airline", Map.of("i", i))))
                .toList();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();

        assertThat(trail.verify()).isInstanceOfSatisfying(Intact.class, intact -> assertThat(intact.count())
                .isEqualTo(5_000));
        long transactions = jdbi.withHandle(handle -> handle.createQuery("select count(distinct xmin::text) from audit")
                .mapTo(long.class)
                .one());
        assertThat(transactions).isLessThan(500);
    }

    @Test
    void who_records_while_the_database_refuses_gets_the_reason_and_later_entries_go_through() {
        jdbi.useHandle(handle -> handle.execute("alter table audit rename to audit_gone"));
        CompletableFuture<Void> lost = trail.record(entry("U", "request", "", Map.of()));
        assertThatThrownBy(lost::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(AuditException.class)
                .hasMessageContaining("did not take");

        jdbi.useHandle(handle -> handle.execute("alter table audit_gone rename to audit"));
        trail.record(entry("U", "request", "", Map.of())).join();
        assertThat(trail.verify()).isInstanceOfSatisfying(Intact.class, intact -> assertThat(intact.count())
                .isEqualTo(1));
    }

    @Test
    void closing_writes_what_waits_and_takes_no_more() {
        List<CompletableFuture<Void>> waiting = IntStream.range(0, 1_000)
                .mapToObj(i -> trail.record(entry("U", "request", "", Map.of("i", i))))
                .toList();
        trail.close();

        assertThat(waiting).allSatisfy(future -> assertThat(future).isCompleted());
        assertThat(trail.record(entry("U", "request", "", Map.of()))).isCompletedExceptionally();
        assertThat(trail.verify()).isInstanceOfSatisfying(Intact.class, intact -> assertThat(intact.count())
                .isEqualTo(1_000));
    }

    private HikariDataSource pool() {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setMaximumPoolSize(8);
        return pool;
    }

    private void append(AuditEntry... entries) {
        jdbi.useTransaction(tx -> trail.append(tx, entries));
    }

    private List<String> targets(AuditQuery query) {
        return trail.find(query).stream().map(AuditRecord::target).toList();
    }

    private static AuditEntry entry(String actor, String action, String target, Map<String, ?> detail) {
        return new AuditEntry(NOON, actor, action, target, detail);
    }
}
