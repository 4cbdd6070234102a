package dev.opsdeck.incident;

import org.jdbi.v3.core.Handle;

/** Wants to know when somebody answered a page. */
public interface PageAnswers {
    /**
     * Somebody acknowledged the page, in the same transaction that puts this on record and before anything is written
     * to the audit trail. Does nothing for a page that is about no incident, or that was acknowledged before.
     *
     * @param key as given to {@link Paging#page}
     * @param user Slack id
     * @param name what people call him
     */
    void acknowledged(Handle tx, String key, String user, String name);
}
