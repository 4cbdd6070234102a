package dev.opsdeck.systems;
record SpacexLaunchTrackerTroubles(Journey journey, SpacexLaunchTrackerServer server) { void go() {} }
