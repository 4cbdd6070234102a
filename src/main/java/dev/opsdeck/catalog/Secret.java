package dev.opsdeck.catalog;

/** A value that must never be shown: whoever needs it asks for {@link #value()}, printing it shows stars. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
