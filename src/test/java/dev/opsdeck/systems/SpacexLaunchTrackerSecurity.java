package dev.opsdeck.systems;
record SpacexLaunchTrackerSecurity(Journey journey, SpacexLaunchTrackerServer server) { void go() {} }
