package dev.opsdeck.capture;

/** Takes secrets out of text before it is stored. */
public interface Masking {
    String mask(String text);
}
