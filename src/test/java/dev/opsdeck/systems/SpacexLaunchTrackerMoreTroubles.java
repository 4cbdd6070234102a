package dev.opsdeck.systems;
record SpacexLaunchTrackerMoreTroubles(Journey journey, SpacexLaunchTrackerServer server) { void go() {} }
