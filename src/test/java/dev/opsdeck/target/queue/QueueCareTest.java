package dev.opsdeck.target.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import dev.opsdeck.target.redis.RedisCaches;
import dev.opsdeck.target.redis.RedisCachesSupport;
import dev.opsdeck.testing.Control;
import dev.opsdeck.testing.Declared;
import dev.opsdeck.testing.RedisServer;
import dev.opsdeck.testing.RedisTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done to queues in a real Redis. */
@RedisTest
final class QueueCareTest {
    private static final RedisCaches CACHES = new RedisCaches();
    private static final WebCalls CALLS = new WebCalls();
    private static final List<String> CALLED = new CopyOnWriteArrayList<>();
    private static final String URGENT = "celery\u0006\u00169";

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
            CALLED.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/no") ? 403 : 202, -1);
            exchange.close();
        });
        web.start();
        catalog = Declared.catalog("""
                system: shop
                title: Shop
                runtime: process
                services: { redis: { process: { command: [sleep, "600"] } } }
                caches: { broker: { service: redis, url: "%1$s" } }
                queues:
                  celery:
                    celery:
                      cache: broker
                      failed: celery-dead
                      triggers:
                        refresh: { task: app.tasks.refresh, args: '["falcon-9", 3]', kwargs: '{"force": true}' }
                        scrape: { call: { url: "http://127.0.0.1:%2$d/refresh", method: post, token: s3cr3t } }
                        forbidden: { call: "http://127.0.0.1:%2$d/no" }
                  mails: { redis-list: { cache: broker, key: mails } }
                """.formatted(redis.url(), web.getAddress().getPort()));
    }

    @AfterAll
    static void stop() {
        redis.close();
        web.stop(0);
        RedisCachesSupport.close(CACHES);
        CALLS.close();
    }

    @BeforeEach
    void empty() {
        redis.commands().flushall();
    }

    private static Plan plan(String text) {
        var grammar = new Grammar();
        if (grammar.parse(text) instanceof Parsed.Ok(Command.QueueChange change, String canonical)) {
            assertThat(grammar.parse(canonical)).isEqualTo(new Parsed.Ok(change, canonical));
            return new QueuePlans(CACHES, grammar).plan(catalog, change);
        }
        throw new AssertionError(grammar.parse(text));
    }

    @SuppressWarnings("unchecked")
    private static StepHandler<Step> handler(Step step) {
        return (StepHandler<Step>) List.<StepHandler<?>>of(
                        new PurgeQueueHandler(CACHES),
                        new MoveEntriesHandler(CACHES),
                        new SendTaskHandler(CACHES),
                        new CallTriggerHandler(CALLS))
                .stream()
                .filter(handler -> handler.kind().isInstance(step))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> before(Step step) {
        return handler(step).before(Objects.requireNonNull(catalog.systems().get("shop")), step);
    }

    private static Outcome act(Step step, Map<String, String> before) {
        return handler(step)
                .act(
                        Objects.requireNonNull(catalog.systems().get("shop")),
                        step,
                        before,
                        new Control(Duration.ofMinutes(1)));
    }

    private static Outcome done(String text) {
        Step step = plan(text).steps().getFirst();
        return act(step, before(step));
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

    @Test
    void a_purge_takes_every_priority_and_what_it_took_comes_back_in_its_order() {
        redis.commands().lpush("celery", "first", "second", "third");
        redis.commands().lpush(URGENT, "urgent");
        Plan plan = plan("queue shop/celery purge");
        Step step = plan.steps().getFirst();
        Map<String, String> before = before(step);

        assertThat(plan.risk()).isEqualTo(Risk.DESTRUCTIVE);
        assertThat(plan.notes()).anyMatch(note -> note.contains("4 entries wait now"));
        assertThat(inspect(step, before)).isInstanceOf(Finding.DidNotHappen.class);
        String purged = evidence(act(step, before));
        assertThat(purged).contains("4 entries were taken out");
        assertThat(inspect(step, before)).isInstanceOf(Finding.Happened.class);
        assertThat(redis.commands().exists("celery", URGENT)).isZero();
        assertThat(redis.commands().ttl("opsdeck:purged:" + before.get("purge") + ":celery"))
                .isPositive();

        redis.commands().lpush("celery", "new");
        assertThat(evidence(done(purged.substring(purged.indexOf("queue shop/celery put-back")))))
                .isEqualTo("4 entries were moved of 4; none is left.");
        assertThat(redis.commands().lrange("celery", 0, -1)).containsExactly("new", "third", "second", "first");
        assertThat(redis.commands().lrange(URGENT, 0, -1)).containsExactly("urgent");
    }

    @Test
    void undoing_a_purge_twice_is_undoing_it_once() {
        redis.commands().lpush("mails", "a", "b");
        Step step = plan("queue shop/mails purge").steps().getFirst();
        Map<String, String> before = before(step);
        act(step, before);

        for (int twice = 0; twice < 2; twice++) {
            assertThat(handler(step)
                            .undo(
                                    Objects.requireNonNull(catalog.systems().get("shop")),
                                    step,
                                    before,
                                    new Control(Duration.ofMinutes(1))))
                    .isInstanceOf(Outcome.Done.class);
        }

        assertThat(redis.commands().lrange("mails", 0, -1)).containsExactly("b", "a");
    }

    @Test
    void what_failed_is_moved_back_one_by_one_and_a_move_that_was_cut_off_goes_on() {
        for (int i = 0; i < 250; i++) {
            redis.commands().lpush("celery-dead", "task-" + i);
        }
        Plan plan = plan("queue shop/celery retry-failed");
        Step step = plan.steps().getFirst();
        Map<String, String> first = before(step);
        redis.commands().rpoplpush("celery-dead", "celery");

        assertThat(plan.notes()).containsExactly("250 entries are in celery-dead now.");
        assertThat(inspect(step, first)).isInstanceOf(Finding.DidNotHappen.class);
        assertThat(evidence(act(step, before(step)))).isEqualTo("249 entries were moved of 249; none is left.");
        assertThat(inspect(step, first)).isInstanceOf(Finding.Happened.class);
        assertThat(redis.commands().llen("celery")).isEqualTo(250);
        assertThat(redis.commands().lindex("celery", -1)).isEqualTo("task-0");
    }

    @Test
    void a_task_is_put_into_the_queue_as_celery_writes_it_and_found_again_after_a_crash() throws Exception {
        Step step = plan("queue shop/celery trigger refresh").steps().getFirst();
        Map<String, String> before = before(step);

        assertThat(inspect(step, before)).isInstanceOf(Finding.DidNotHappen.class);
        assertThat(evidence(act(step, before))).contains("app.tasks.refresh is in the queue");
        String written = redis.commands().rpop("celery");
        assertThat(inspect(step, before)).isInstanceOf(Finding.Happened.class);

        var json = new ObjectMapper();
        JsonNode message = json.readTree(written);
        assertThat(message.at("/headers/task").asText()).isEqualTo("app.tasks.refresh");
        assertThat(message.at("/headers/id").asText()).isEqualTo(before.get("id"));
        assertThat(message.at("/properties/delivery_info/routing_key").asText()).isEqualTo("celery");
        JsonNode body =
                json.readTree(Base64.getDecoder().decode(message.path("body").asText()));
        assertThat(body.path(0)).isEqualTo(json.readTree("[\"falcon-9\", 3]"));
        assertThat(body.path(1)).isEqualTo(json.readTree("{\"force\": true}"));
        assertThat(body.path(2).has("callbacks")).isTrue();
    }

    @Test
    void a_call_starts_the_work_with_its_token_and_a_refusal_fails() {
        Step step = plan("queue shop/celery trigger scrape").steps().getFirst();

        assertThat(evidence(act(step, before(step)))).contains("POST http://127.0.0.1", "HTTP 202");
        assertThat(CALLED).contains("POST Bearer s3cr3t");
        assertThat(step.title()).doesNotContain("s3cr3t");
        assertThat(inspect(step, Map.of())).isInstanceOf(Finding.CannotTell.class);
        assertThat(done("queue shop/celery trigger forbidden")).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void what_cannot_be_done_is_refused_with_what_can() {
        assertThatThrownBy(() -> plan("queue shop/celery purge")).hasMessageContaining("nothing to purge");
        assertThatThrownBy(() -> plan("queue shop/mails retry-failed")).hasMessageContaining("failed:");
        assertThatThrownBy(() -> plan("queue shop/celery trigger nothing")).hasMessageContaining("refresh");
        assertThatThrownBy(() -> plan("queue shop/celery put-back abcd")).hasMessageContaining("Nothing is kept");
    }
}
