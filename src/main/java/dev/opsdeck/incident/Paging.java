package dev.opsdeck.incident;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/** Reaches the people of a role: whoever is on call, or failing that all who have the role. */
public interface Paging {
    /**
     * Tells the role's people as part of the transaction, so that they are told exactly if it commits.
     *
     * @param role an on-call rotation or a role, as the catalog names it in {@code page}
     * @param text Slack's markup, escaped already
     * @param key names the page for ever: a key seen before pages nobody. Those of an incident begin with
     *     {@link #keyOf}
     */
    void page(Handle tx, String system, String role, String text, String key);

    /** Somebody answered the incident: nobody is asked about it any more, and whoever was asked sees that. */
    void answered(Handle tx, long incident, String user);

    /** Slack ids of those whom a page to the role would reach first, now; empty when that is nobody. */
    List<String> people(String system, String role);

    /** The incident that a page is about. */
    static Optional<Long> incidentOf(String key) {
        Matcher matcher = Pattern.compile("incident:(\\d+):page:.*").matcher(key);
        return matcher.matches() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
    }

    /** Beginning of the keys of all pages about an incident. */
    static String keyOf(long incident) {
        return "incident:" + incident + ":page:";
    }
}
