package dev.opsdeck.systems;
record SpacexLaunchTrackerPerformance(Journey journey, SpacexLaunchTrackerServer server) { void go() {} }
