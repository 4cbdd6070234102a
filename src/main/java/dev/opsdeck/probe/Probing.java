package dev.opsdeck.probe;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks questions side by side, each with its own time-out, so that one dead host never holds up the rest. What comes
 * back holds no secrets.
 */
@Singleton
public final class Probing {
    /** What a question gets where the catalog says nothing. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Probing.class);

    private final List<Prober<?>> probers;
    private final Masking masking;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public Probing(List<Prober<?>> probers, Masking masking) {
        this.probers = List.copyOf(probers);
        this.masking = masking;
    }

    /**
     * The answer; never fails and never takes longer than {@code within}. What is made of it runs on a virtual thread of
     * its own: neither on the one that asked, which is interrupted, nor on the one that keeps the time for all.
     */
    public CompletableFuture<Answer> ask(ManagedSystem system, Probe probe, Duration within) {
        long began = System.nanoTime();
        var answer = new CompletableFuture<Answer>();
        Future<?> asking = threads.submit(() -> answer.complete(asked(system, probe, within, began)));
        return answer.completeOnTimeout(
                        new Answer.Unknown("No answer within " + words(within) + ".", within),
                        within.toMillis(),
                        TimeUnit.MILLISECONDS)
                .whenComplete((_, _) -> asking.cancel(true))
                .thenApplyAsync(Function.identity(), threads);
    }

    private Answer asked(ManagedSystem system, Probe probe, Duration within, long began) {
        try {
            Reading reading = ask(prober(system, probe), system, probe, within);
            return new Answer.Read(reading.rewritten(masking::mask), since(began));
        } catch (ProbeException e) {
            return new Answer.Unknown(masking.mask(Objects.requireNonNull(e.getMessage())), since(began));
        } catch (RuntimeException e) {
            LOG.error("A probe failed in an unforeseen way", e);
            return new Answer.Unknown("The question failed inside opsdeck; its log says more.", since(began));
        }
    }

    private static <P extends Probe> Reading ask(Prober<P> prober, ManagedSystem system, Probe probe, Duration within) {
        return prober.ask(system, prober.asks().cast(probe), within);
    }

    private Prober<?> prober(ManagedSystem system, Probe probe) {
        return probers.stream()
                .filter(prober -> prober.asks().isInstance(probe) && prober.serves(system))
                .findFirst()
                .orElseThrow(() -> new ProbeException("Nothing here can answer that for " + system.name() + "."));
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static String words(Duration within) {
        return within.toMillis() % 1000 == 0 ? within.toSeconds() + " s" : within.toMillis() + " ms";
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
