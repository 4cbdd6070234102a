package dev.opsdeck.flow;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What people did and decided about the steps of runs that are left to them. */
@Singleton
final class StepAnswers {
    /** What somebody says about a step. */
    enum Word {
        DONE,
        CANNOT,
        APPROVE,
        DENY,
        /** Nobody said enough in time. */
        EXPIRE
    }

    /** One person's answer. */
    record Answer(String person, String name, Word word, Instant at) {}

    /** Whether it is the person's first answer to this step; only that one counts. */
    boolean put(Handle tx, long run, int step, Answer answer) {
        return tx.createUpdate("""
                                insert into step_answer (run, step, person, person_name, answer, answered_at)
                                values (:run, :step, :person, :name, :word, :at) on conflict do nothing""")
                        .bind("run", run)
                        .bind("step", step)
                        .bind("person", answer.person())
                        .bind("name", answer.name())
                        .bind("word", answer.word())
                        .bind("at", answer.at().atOffset(ZoneOffset.UTC))
                        .execute()
                > 0;
    }

    /** The answers to a step, oldest first. */
    List<Answer> of(Handle tx, long run, int step) {
        return tx.createQuery(
                        "select * from step_answer where run = :run and step = :step order by answered_at, person")
                .bind("run", run)
                .bind("step", step)
                .map((row, _) -> new Answer(
                        row.getString("person"),
                        row.getString("person_name"),
                        Word.valueOf(row.getString("answer")),
                        row.getObject("answered_at", java.time.OffsetDateTime.class)
                                .toInstant()))
                .list();
    }

    /** Lets people answer anew, because the step is tried again. */
    void forget(Handle tx, long run, int step) {
        tx.createUpdate("delete from step_answer where run = :run and step = :step")
                .bind("run", run)
                .bind("step", step)
                .execute();
    }
}
