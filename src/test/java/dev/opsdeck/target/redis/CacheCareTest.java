package dev.opsdeck.target.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.command.Parsed;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.Step;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.target.net.WebCalls;
import dev.opsdeck.testing.Control;
import dev.opsdeck.testing.Declared;
import dev.opsdeck.testing.RedisServer;
import dev.opsdeck.testing.RedisTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done to a real Redis. */
@RedisTest
final class CacheCareTest {
    private static final RedisCaches CACHES = new RedisCaches();
    private static final WebCalls CALLS = new WebCalls();
    private static final List<String> CALLED = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private static RedisServer redis;

    @SuppressWarnings("NullAway.Init")
    private static HttpServer web;

    @SuppressWarnings("NullAway.Init")
    private static Catalog catalog;

    @BeforeAll
    static void start() throws IOException {
        redis = RedisServer.start();
        web = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        web.createContext("/", exchange -> {
            CALLED.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            redis.commands().select(1);
            redis.commands().set("warm:" + CALLED.size(), "1");
            redis.commands().select(0);
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/broken") ? 500 : 200, -1);
            exchange.close();
        });
        web.start();
        catalog = Declared.catalog("""
                system: shop
                title: Shop
                runtime: process
                services: { redis: { process: { command: [sleep, "600"] } } }
                caches:
                  shared: { service: redis, url: "%1$s" }
                  own:
                    service: redis
                    url: "%1$s/1"
                    warm: [ "http://127.0.0.1:%2$d/popular?n=5", { url: "http://127.0.0.1:%2$d/warm", method: post, token: s3cr3t } ]
                    parameters: { maxmemory-policy: { choices: [allkeys-lru, noeviction] }, maxmemory: { max: 1gb } }
                  cold: { service: redis, url: "%1$s/2", warm: [ "http://127.0.0.1:%2$d/broken" ] }
                queues: { celery: { celery: { cache: shared } } }
                """.formatted(redis.url(), web.getAddress().getPort()));
    }

    @AfterAll
    static void stop() {
        redis.close();
        web.stop(0);
        CACHES.close();
        CALLS.close();
    }

    @BeforeEach
    void fill() {
        redis.commands().flushall();
        redis.commands().lpush("celery", "task");
        for (int database = 0; database < 2; database++) {
            redis.commands().select(database);
            for (int i = 0; i < 2_000; i++) {
                redis.commands().set("flights::" + i, "x");
            }
            redis.commands().set("session:1", "x");
        }
        redis.commands().select(0);
    }

    private static Plan plan(String text) {
        var grammar = new Grammar();
        if (grammar.parse(text) instanceof Parsed.Ok(Command.CacheChange change, String canonical)) {
            assertThat(grammar.parse(canonical)).isEqualTo(new Parsed.Ok(change, canonical));
            return new CachePlans(CACHES, new QueueKeys(CACHES), grammar).plan(catalog, change);
        }
        throw new AssertionError(grammar.parse(text));
    }

    @SuppressWarnings("unchecked")
    private static StepHandler<Step> handler(Step step) {
        return (StepHandler<Step>) List.<StepHandler<?>>of(
                        new DeleteKeysHandler(CACHES),
                        new FlushCacheHandler(CACHES),
                        new WarmCacheHandler(CACHES, CALLS),
                        new SetCacheHandler(CACHES))
                .stream()
                .filter(handler -> handler.kind().isInstance(step))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> before(Step step) {
        return handler(step).before(Objects.requireNonNull(catalog.systems().get("shop")), step);
    }

    private static Outcome act(Step step, Map<String, String> before, Control control) {
        return handler(step).act(Objects.requireNonNull(catalog.systems().get("shop")), step, before, control);
    }

    private static Outcome done(String text) {
        Step step = plan(text).steps().getFirst();
        return act(step, before(step), new Control(Duration.ofMinutes(1)));
    }

    private static Finding inspect(Step step, Map<String, String> before) {
        return handler(step)
                .inspect(
                        Objects.requireNonNull(catalog.systems().get("shop")),
                        step,
                        before,
                        Instant.now(),
                        Instant.now());
    }

    private static String evidence(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).evidence();
    }

    private static long keys(int database) {
        redis.commands().select(database);
        long keys = redis.commands().dbsize();
        redis.commands().select(0);
        return keys;
    }

    @Test
    void keys_that_fit_a_pattern_are_counted_in_the_plan_and_deleted_and_others_stay() {
        Plan plan = plan("cache shop/shared delete flights::*");
        Step step = plan.steps().getFirst();
        Map<String, String> before = before(step);

        assertThat(plan.notes()).anyMatch(note -> note.contains("2,000 keys fit now"));
        assertThat(plan.risk()).isEqualTo(Risk.DESTRUCTIVE);
        assertThat(inspect(step, before)).isInstanceOf(Finding.DidNotHappen.class);
        assertThat(evidence(act(step, before, new Control(Duration.ofMinutes(1)))))
                .isEqualTo("2,000 keys were deleted.");
        assertThat(inspect(step, before)).isInstanceOf(Finding.Happened.class);
        assertThat(keys(0)).isEqualTo(2);
    }

    @Test
    void one_key_is_a_change_and_a_pattern_for_everything_is_refused() {
        assertThat(plan("cache shop/own delete flights::7").risk()).isEqualTo(Risk.CHANGE);
        assertThat(evidence(done("cache shop/own delete flights::7"))).isEqualTo("1 key was deleted.");
        for (String all : List.of("*", "**", "?*", "[^x]*")) {
            assertThatThrownBy(() -> plan("cache shop/own delete " + all)).hasMessageContaining("flush");
        }
        assertThatThrownBy(() -> plan("cache shop/own delete nothing:*")).hasMessageContaining("nothing to delete");
    }

    @Test
    void what_belongs_to_a_queue_is_never_deleted_by_a_pattern() {
        redis.commands().set("celery-task-meta-1", "x");

        assertThat(evidence(done("cache shop/shared delete ce*"))).isEqualTo("1 key was deleted.");

        assertThat(redis.commands().llen("celery")).isEqualTo(1);
        assertThatThrownBy(() -> plan("cache shop/shared delete celery")).hasMessageContaining("belongs to a queue");
    }

    @Test
    void deleting_stops_where_it_is_when_the_run_is_cancelled() {
        Step step = plan("cache shop/own delete flights::*").steps().getFirst();
        Map<String, String> before = before(step);
        var control = new Control(Duration.ofMinutes(1));
        control.cancel();

        assertThat(act(step, before, control)).isInstanceOf(Outcome.Interrupted.class);
        assertThat(keys(1)).isGreaterThan(500);
        assertThat(inspect(step, before)).isInstanceOf(Finding.DidNotHappen.class);
    }

    @Test
    void only_the_caches_own_database_is_flushed_and_the_count_is_proven() {
        Step step = plan("cache shop/own flush").steps().getFirst();
        Map<String, String> before = before(step);

        assertThat(inspect(step, before)).isInstanceOf(Finding.DidNotHappen.class);
        assertThat(evidence(act(step, before, new Control(Duration.ofMinutes(1)))))
                .isEqualTo("2,001 keys were deleted; none was left.");
        assertThat(inspect(step, before)).isInstanceOf(Finding.Happened.class);
        assertThat(keys(1)).isZero();
        assertThat(keys(0)).isEqualTo(2_002);
    }

    @Test
    void a_flush_that_would_take_a_queue_with_it_is_refused_and_says_which() {
        assertThatThrownBy(() -> plan("cache shop/shared flush")).hasMessageContaining("shop/celery");
        assertThatThrownBy(() -> plan("cache shop/own flush --all")).hasMessageContaining("shop/celery");
        assertThat(keys(0)).isEqualTo(2_002);

        assertThat(evidence(done("cache shop/own flush --all --with-queues"))).contains("none was left");
        assertThat(keys(0)).isZero();
    }

    @Test
    void celerys_own_keys_are_known_where_the_catalog_names_no_queue() {
        redis.commands().select(2);
        redis.commands().sadd("_kombu.binding.celery", "x");
        redis.commands().select(0);

        assertThatThrownBy(() -> plan("cache shop/cold flush")).hasMessageContaining("_kombu.binding.celery");
    }

    @Test
    void a_cache_is_warmed_by_calls_with_their_token_which_is_never_shown() {
        CALLED.clear();
        Step step = plan("cache shop/own warm").steps().getFirst();
        var control = new Control(Duration.ofMinutes(1));

        assertThat(evidence(act(step, before(step), control)))
                .contains("2 calls were answered", "2,003 keys (were 2001)");
        assertThat(CALLED).containsExactly("GET /popular?n=5 null", "POST /warm Bearer s3cr3t");
        assertThat(control.text()).contains("HTTP 200 in ").doesNotContain("s3cr3t", "n=5");
        assertThat(step.title()).doesNotContain("s3cr3t", "n=5");
    }

    @Test
    void a_call_that_fails_fails_the_step_and_says_with_what() {
        assertThat(done("cache shop/cold warm"))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                        .contains("HTTP 500"));
    }

    @Test
    void a_setting_is_changed_within_the_catalogs_list_and_put_back() {
        Step step = plan("cache shop/own set-config maxmemory-policy allkeys-lru")
                .steps()
                .getFirst();
        Map<String, String> before = before(step);

        assertThat(evidence(act(step, before, new Control(Duration.ofMinutes(1)))))
                .isEqualTo("maxmemory-policy is allkeys-lru (was noeviction).");
        assertThat(inspect(step, before)).isInstanceOf(Finding.Happened.class);
        for (int twice = 0; twice < 2; twice++) {
            assertThat(evidence(handler(step)
                            .undo(
                                    Objects.requireNonNull(catalog.systems().get("shop")),
                                    step,
                                    before,
                                    new Control(Duration.ofMinutes(1)))))
                    .isEqualTo("maxmemory-policy is noeviction (put back).");
        }
        assertThat(evidence(done("cache shop/own set-config maxmemory 512mb"))).contains("maxmemory is 536870912");
        assertThatThrownBy(() -> plan("cache shop/own set-config maxmemory 2gb"))
                .hasMessageContaining("1gb");
        assertThatThrownBy(() -> plan("cache shop/own set-config maxmemory-policy volatile-ttl"))
                .hasMessageContaining("one of allkeys-lru, noeviction");
        assertThatThrownBy(() -> plan("cache shop/own set-config dir /etc")).hasMessageContaining("does not let dir");
    }
}
