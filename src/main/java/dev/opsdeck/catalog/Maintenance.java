package dev.opsdeck.catalog;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How maintenance of a system is announced and done.
 *
 * @param notice how long before its start a window must be announced
 * @param remind how long before its start it is announced once more
 * @param zone time zone in which people write when it begins
 * @param channels where it is announced besides the system's own channel
 * @param modeOn runbook that shows users the maintenance page; null for none
 * @param modeOff runbook that takes it away again; null for none
 * @param before checklist to be done before the start; null for none
 * @param after checklist to be done after the end; null for none
 * @param recurring windows that are planned by themselves
 */
@Doc("How maintenance of the system is announced and done.")
public record Maintenance(
        @Doc("How long before its start a window must be announced.") @Default("48h")
        Duration notice,

        @Doc("How long before its start it is announced once more.") @Default("1h")
        Duration remind,

        @Doc("Time zone in which people write when it begins.") @Default("UTC") @ZoneName
        String zone,

        @Doc("Names of more channels in which it is announced, without the #.") @OneOrMany @ChannelName
        List<String> channels,

        @Doc("Runbook that shows users the maintenance page.") @RefersTo(RefersTo.Declared.RUNBOOK) @Nullable
        String modeOn,

        @Doc("Runbook that takes the maintenance page away.") @RefersTo(RefersTo.Declared.RUNBOOK) @Nullable
        String modeOff,

        @Doc("Checklist to be done before the start.") @RefersTo(RefersTo.Declared.CHECKLIST) @Nullable
        String before,

        @Doc("Checklist to be done after the end.") @RefersTo(RefersTo.Declared.CHECKLIST) @Nullable
        String after,

        @Doc("Windows that come again and again, by name.") Map<String, RecurringWindow> recurring) {

    /** What holds where a system says nothing. */
    public static final Maintenance USUAL = new Maintenance(
            Duration.ofHours(48), Duration.ofHours(1), "UTC", List.of(), null, null, null, null, Map.of());
}
