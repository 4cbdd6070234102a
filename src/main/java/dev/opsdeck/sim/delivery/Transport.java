package dev.opsdeck.sim.delivery;

/** A way to the bot. */
interface Transport {
    /**
     * Delivers a request once and waits for the answer.
     *
     * @param deliveryId the same for deliveries that are copies of each other
     */
    Ack send(Outbound request, String deliveryId) throws InterruptedException;
}
