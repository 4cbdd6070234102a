package dev.opsdeck.importing;

import java.util.List;

/** A value of the draft with what is written above it. */
record Noted(List<String> comments, Object value) {
    Noted(String comment, Object value) {
        this(comment.lines().toList(), value);
    }
}
