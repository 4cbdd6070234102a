package dev.opsdeck.systems;

import java.util.Locale;

/** What proved that a procedure can be carried out. */
enum Proof {
    ENGINE("on a real engine"),
    SERVICE("on a real service"),
    KUBERNETES("on real Kubernetes"),
    PERSON("by hand");

    private final String words;

    Proof(String words) {
        this.words = words;
    }

    static Proof of(String written) {
        return valueOf(written.toUpperCase(Locale.ROOT));
    }

    String words() {
        return words;
    }
}
