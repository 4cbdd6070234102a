package dev.opsdeck.systems;
record SpacexLaunchTrackerScaling(Journey journey, SpacexLaunchTrackerServer server, SwarmEngine swarm) { void go() {} }
