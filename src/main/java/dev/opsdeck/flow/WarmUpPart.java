package dev.opsdeck.flow;

/** Something that a door or a sender wants to have gone through once before the first person comes. */
public interface WarmUpPart {
    /** Changes nothing that anybody could see. */
    void run();
}
