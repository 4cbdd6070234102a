package dev.opsdeck.sim.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One Web API method. */
@FunctionalInterface
interface Method {
    /** Answers the fields beside {@code ok}; refuses with a {@link SlackError}. */
    ObjectNode call(Args args, Caller caller);

    record Entry(Tier tier, boolean appLevel, Method method) {}
}
