package dev.opsdeck.target.postgres;

import dev.opsdeck.plan.Outcome;

/** What PostgreSQL's refusals mean for somebody who wanted to change something. */
final class Refusal {
    private Refusal() {}

    /** @param what what was tried: "VACUUM of public.orders" */
    static Outcome outcome(String what, SqlFailure failure) {
        String state = failure.state();
        boolean lost = state.isEmpty() || state.startsWith("08") || state.startsWith("57P");
        return lost
                ? new Outcome.Unknown(what + ": the connection was lost (" + failure.words() + ").")
                : new Outcome.Failed(what + " failed: " + words(failure), false);
    }

    static String words(SqlFailure failure) {
        return switch (failure.state()) {
            case "42501" ->
                "the database user may not do that (" + failure.words()
                        + "). It must own the table; pg_signal_backend lets it end sessions of others, and settings"
                        + " of the server need a superuser.";
            case "55P03" -> "somebody else holds it, and waiting would have held up others. See who with: db … locks";
            case "57014" -> "the statement was cancelled (" + failure.words() + ").";
            case "53100" -> "the disk is full (" + failure.words() + ").";
            case "23505" -> "there are duplicates (" + failure.words() + ").";
            default -> SqlFaults.reason(failure);
        };
    }
}
