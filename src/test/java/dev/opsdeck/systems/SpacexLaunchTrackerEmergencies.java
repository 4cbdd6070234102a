package dev.opsdeck.systems;
record SpacexLaunchTrackerEmergencies(Journey journey, SpacexLaunchTrackerServer server) { void go() {} }
