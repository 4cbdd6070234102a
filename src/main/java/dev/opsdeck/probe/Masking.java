package dev.opsdeck.probe;

/** Takes secrets out of text before anybody sees or stores it. */
public interface Masking {
    String mask(String text);
}
