package dev.opsdeck.target.net;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.PublicUrl;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Prober;
import dev.opsdeck.probe.Reading;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a URL and holds the answer against what the catalog expects. */
@Singleton
final class HttpProber implements Prober<Probe.Http> {
    private static final int BODY = 1_000_000;
    private static final int EVIDENCE = 2_000;

    private final HttpGet http;

    HttpProber(HttpGet http) {
        this.http = http;
    }

    @Override
    public Class<Probe.Http> asks() {
        return Probe.Http.class;
    }

    @Override
    public Reading ask(ManagedSystem system, Probe.Http probe, Duration patience) {
        long began = System.nanoTime();
        HttpGet.Answer answer = answer(probe, patience);
        double latency = (System.nanoTime() - began) / 1e6;
        return reading(probe, answer, latency);
    }

    private HttpGet.Answer answer(Probe.Http probe, Duration patience) {
        // Whoever expects a redirect wants to see it.
        boolean follow = probe.expect() < 300 || probe.expect() > 399;
        int limit = probe.contains() == null && probe.json() == null ? EVIDENCE : BODY;
        try {
            return http.ask(new HttpGet.Question(URI.create(probe.url()), Map.of(), limit, follow), patience);
        } catch (IOException e) {
            throw new ProbeException(
                    "Could not ask " + PublicUrl.of(probe.url()) + ": " + NetworkFault.words(e, patience), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProbeException("Stopped asking " + PublicUrl.of(probe.url()) + ".", e);
        }
    }

    private static Reading reading(Probe.Http probe, HttpGet.Answer answer, double latency) {
        var failures = new ArrayList<String>();
        if (answer.status() != probe.expect()) {
            failures.add("It answered HTTP " + answer.status() + "; " + probe.expect() + " is expected.");
        }
        if (probe.contains() != null && !answer.text().contains(probe.contains())) {
            failures.add("Its answer does not contain \"" + probe.contains() + "\"" + cut(answer) + ".");
        }
        var measures = new ArrayList<Measure>();
        measures.add(Measure.of("latency", latency, "ms"));
        JsonFinding found = probe.json() == null ? null : JsonFinding.of(answer, probe.json(), probe.equalTo());
        if (found != null) {
            failures.addAll(found.failures());
            found.number().ifPresent(number -> measures.add(Measure.of("value", number, null)));
        }
        String text = failures.isEmpty() ? "" : evidence(answer);
        return new Reading(summary(probe, answer, latency, found), measures, failures, null, text);
    }

    private static String summary(
            Probe.Http probe, HttpGet.Answer answer, double latency, @Nullable JsonFinding found) {
        String value = found == null ? "" : ", " + probe.json() + " is " + found.words();
        return "HTTP " + answer.status() + " from " + PublicUrl.of(probe.url()) + " in " + Math.round(latency) + " ms"
                + value;
    }

    private static String cut(HttpGet.Answer answer) {
        return answer.whole() ? "" : " within its first 1 MB";
    }

    /** The beginning of the body, cut where no word is torn: what is left of a secret would not be masked any more. */
    private static String evidence(HttpGet.Answer answer) {
        String text = answer.text();
        if (answer.whole() && text.length() <= EVIDENCE) {
            return text.strip();
        }
        int end = Math.min(EVIDENCE, text.length()) - 1;
        while (end >= 0 && !Character.isWhitespace(text.charAt(end)) && text.charAt(end) != ',') {
            end--;
        }
        return text.substring(0, end + 1).strip() + " …";
    }
}
