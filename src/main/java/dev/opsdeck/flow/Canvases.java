package dev.opsdeck.flow;

/** Documents of Slack that people write in together. Each call is one attempt, as with {@link Rooms}. */
public interface Canvases {
    /**
     * Makes the canvas of a channel, or writes it anew where it begins with the same title already. One that people made
     * themselves is left alone: that is refused with {@code channel_canvas_already_exists}.
     *
     * @param title also the first heading of the text
     */
    Rooms.Outcome write(String channel, String title, String markdown);
}
