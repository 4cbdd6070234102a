package dev.opsdeck.flow;

/** Draws the home tab of people; the side of Slack does it. */
public interface HomeScreens {
    /** Shows what it should show by now, soon. */
    void redraw(String user);
}
