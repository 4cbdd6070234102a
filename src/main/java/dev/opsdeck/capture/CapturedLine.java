package dev.opsdeck.capture;

/**
 * A line of a capture.
 *
 * @param number counted from 0
 * @param mark what its writer marked it with, such as the level of a log line
 */
public record CapturedLine(long number, char mark, String text) {
    /** For lines that are not told apart. */
    public static final char PLAIN = '-';
}
