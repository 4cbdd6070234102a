package dev.opsdeck.systems;
record SpacexLaunchTrackerRecovery(Journey journey, SpacexLaunchTrackerServer server) { void go() throws java.io.IOException {} }
