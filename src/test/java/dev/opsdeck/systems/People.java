package dev.opsdeck.systems;

/** Those of the systems' {@code access.yml} who act in the journeys, by their Slack ids. */
final class People {
    static final String VIEWER = "U0VERA";
    static final String OPERATOR = "U0OMAR";
    static final String SECOND_OPERATOR = "U0OLGA";
    static final String LEAD = "U0LENA";
    static final String SECOND_LEAD = "U0LUIS";
    static final String SECURITY = "U0SEBA";
    static final String MANAGER = "U0MAYA";

    private People() {}
}
