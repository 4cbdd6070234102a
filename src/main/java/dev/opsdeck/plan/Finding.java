package dev.opsdeck.plan;

/** What an inspector found about a step whose worker died between intent and outcome. */
public sealed interface Finding {
    /** The world shows that it happened. */
    record Happened(String evidence) implements Finding {}

    /** The world shows that it did not happen and is not going to: it may be done again. */
    record DidNotHappen(String evidence) implements Finding {}

    /** It may still be under way: look again soon. */
    record UnderWay(String evidence) implements Finding {}

    /** Nobody can tell. */
    record CannotTell(String reason) implements Finding {}
}
