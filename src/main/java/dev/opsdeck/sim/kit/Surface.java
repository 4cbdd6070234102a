package dev.opsdeck.sim.kit;

/** Where blocks are shown; what is allowed depends on it. */
public enum Surface {
    MESSAGE(50),
    MODAL(100),
    HOME(100);

    final int maxBlocks;

    Surface(int maxBlocks) {
        this.maxBlocks = maxBlocks;
    }
}
