package dev.opsdeck.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.Channels;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Runtime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ProbingTest {
    private static final ManagedSystem SHOP =
            new ManagedSystem("shop", "Shop", new Channels(null, null), new Runtime.Process(), Map.of());
    private static final Probe QUESTION = new Probe.Tcp("localhost:1");

    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final Probing probing = new Probing(List.of(new Patient()), text -> text.replace("s3cret", "***"));

    @AfterEach
    void close() {
        probing.close();
    }

    @Test
    void what_is_done_with_an_answer_is_not_interrupted() throws Exception {
        var after = probing.ask(SHOP, QUESTION, Duration.ofSeconds(30))
                .thenApply(_ -> Thread.currentThread().isInterrupted());

        mayAnswer.countDown();

        assertThat(after.get(10, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void who_takes_too_long_is_interrupted_and_the_answer_is_unknown() throws Exception {
        Answer answer = probing.ask(SHOP, QUESTION, Duration.ofMillis(50)).get(10, TimeUnit.SECONDS);

        assertThat(answer).isInstanceOfSatisfying(Answer.Unknown.class, unknown -> assertThat(unknown.reason())
                .isEqualTo("No answer within 50 ms."));
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void secrets_are_masked() throws Exception {
        mayAnswer.countDown();

        Answer answer = probing.ask(SHOP, QUESTION, Duration.ofSeconds(30)).get(10, TimeUnit.SECONDS);

        assertThat(answer).isInstanceOfSatisfying(Answer.Read.class, read -> assertThat(
                        read.reading().summary())
                .isEqualTo("It said ***."));
    }

    private final class Patient implements Prober<Probe.Tcp> {
        @Override
        public Class<Probe.Tcp> asks() {
            return Probe.Tcp.class;
        }

        @Override
        public Reading ask(ManagedSystem system, Probe.Tcp probe, Duration patience) {
            try {
                mayAnswer.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw new ProbeException("interrupted", e);
            }
            return Reading.of("It said s3cret.");
        }
    }
}
