package dev.opsdeck.sim;

import dev.opsdeck.sim.workspace.SimWorkspace;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small workspace for tests: two operators, a lead, a viewer, and three channels. */
final class Specs {
    static final String BOT = "U0BOT00001";
    static final String OLGA = "U0OLGA0001";
    static final String LEO = "U0LEO00001";
    static final String VERA = "U0VERA0001";
    static final String OPS = "C0OPS00001";
    static final String PRIVATE = "C0SECRET01";
    static final String EMPTY = "C0EMPTY001";
    static final String GROUP = "S0LEADS001";
    static final String BOT_TOKEN = "xoxb-test";
    static final String APP_TOKEN = "xapp-test";
    static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

    private Specs() {}

    static SimWorkspace http(@Nullable URI bot) {
        return spec(bot, false);
    }

    static SimWorkspace socket() {
        return spec(null, true);
    }

    private static SimWorkspace spec(@Nullable URI bot, boolean socketMode) {
        return new SimWorkspace(
                new SimWorkspace.Team("T0TEAM0001", "northwind", "Northwind Ops"),
                new SimWorkspace.App(
                        "A0APP00001",
                        "opsdeck",
                        "B0BOT00001",
                        BOT,
                        new SimWorkspace.Credentials(SECRET, BOT_TOKEN, APP_TOKEN),
                        bot,
                        socketMode,
                        List.of(new SimWorkspace.Command("/ops", "restart <service>", "Run a runbook", false)),
                        List.of(
                                new SimWorkspace.Shortcut("new-incident", "Report an incident", "", false),
                                new SimWorkspace.Shortcut("to-timeline", "Add to the timeline", "", true)),
                        SimWorkspace.ALL_EVENTS),
                List.of(
                        new SimWorkspace.Person(OLGA, "olga", "Olga Rivers", "olga@northwind.example", "SRE", null),
                        new SimWorkspace.Person(LEO, "leo", "Leo Park", "leo@northwind.example", "Ops lead", null),
                        new SimWorkspace.Person(VERA, "vera", "Vera Blum", "vera@northwind.example", "Support", null)),
                List.of(new SimWorkspace.Group(GROUP, "ops-leads", "Ops leads", List.of(LEO))),
                List.of(
                        new SimWorkspace.Room(
                                OPS,
                                "airline-ops",
                                "Airline Tracking: operations",
                                false,
                                List.of(BOT, OLGA, LEO, VERA)),
                        new SimWorkspace.Room(PRIVATE, "leads-only", "", true, List.of(LEO)),
                        new SimWorkspace.Room(EMPTY, "random", "", false, List.of(OLGA, LEO))));
    }
}
