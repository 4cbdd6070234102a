package dev.opsdeck.sim.api;

/** Slack's rate limit tiers: calls per minute and method, with a small burst on top. */
enum Tier {
    ONE(1, 10),
    TWO(20, 20),
    THREE(50, 50),
    FOUR(100, 100),
    /** {@code auth.test} and {@code api.test}: hundreds per minute. */
    GENEROUS(600, 600),
    /** {@code chat.postMessage}: about one per second and channel, several hundred per minute in all. */
    POSTING(300, 300);

    final int perMinute;
    final int burst;

    Tier(int perMinute, int burst) {
        this.perMinute = perMinute;
        this.burst = burst;
    }
}
