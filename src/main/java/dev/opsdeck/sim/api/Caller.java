package dev.opsdeck.sim.api;

/** Whose token a call carries. */
public record Caller(String user, Kind kind) {
    public enum Kind {
        BOT,
        PERSON,
        APP
    }

    boolean bot() {
        return kind == Kind.BOT;
    }
}
