package dev.opsdeck.run;

import jakarta.inject.Singleton;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Outputs of steps: written once, masked before, read as often as people like. */
@Singleton
public final class OutputStore {
    void append(Handle tx, long run, int step, int attempt, int chunk, String text, Instant now) {
        tx.createUpdate("""
                        insert into run_output (run, step, attempt, chunk, text, written_at)
                        values (:run, :step, :attempt, :chunk, :text, :now)""")
                .bind("run", run)
                .bind("step", step)
                .bind("attempt", attempt)
                .bind("chunk", chunk)
                .bind("text", text)
                .bind("now", RunRows.at(now))
                .execute();
    }

    int nextChunk(Handle tx, long run, int step, int attempt) {
        return tx.createQuery("""
                        select coalesce(max(chunk), -1) + 1 from run_output
                        where run = :run and step = :step and attempt = :attempt""")
                .bind("run", run)
                .bind("step", step)
                .bind("attempt", attempt)
                .mapTo(Integer.class)
                .one();
    }

    /** All output of a run in the order in which it was written; empty when there is none. */
    public String read(Handle tx, long run) {
        var text = new StringBuilder();
        tx.createQuery("select text from run_output where run = :run order by step, attempt, chunk")
                .bind("run", run)
                .mapTo(String.class)
                .forEach(text::append);
        return text.toString();
    }
}
