package dev.opsdeck.access;

/** Whether somebody's consent counts. */
public sealed interface Eligibility {
    /** It counts, for this role. */
    record Eligible(String role) implements Eligibility {}

    /**
     * It does not count.
     *
     * @param reason for the person who clicked
     */
    record Refused(String reason) implements Eligibility {}
}
