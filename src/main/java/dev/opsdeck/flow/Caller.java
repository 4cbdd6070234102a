package dev.opsdeck.flow;

import dev.opsdeck.access.Actor;
import dev.opsdeck.catalog.Catalog;

/** Who asks, what, and under which catalog: fixed for the whole handling of a request. */
record Caller(Request request, Actor actor, Catalog catalog) {}
