package dev.opsdeck.audit;

/** What a walk along the whole chain found. */
public sealed interface Verification {
    /**
     * Every entry is as it was written, in its place.
     *
     * @param count how many entries
     * @param head the hash of the newest; keep it elsewhere to notice later that the whole chain was replaced
     */
    record Intact(long count, String head) implements Verification {}

    /**
     * The first link that does not hold.
     *
     * @param seq place of the entry
     * @param what what is wrong with it, in a sentence
     * @param expected what the chain says it should be
     * @param found what is there
     */
    record Broken(long seq, String what, String expected, String found) implements Verification {}
}
