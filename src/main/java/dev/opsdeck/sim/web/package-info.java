/** The HTTP face of the simulator: Web API, response URLs, sockets, control, page. */
@NullMarked
package dev.opsdeck.sim.web;

import org.jspecify.annotations.NullMarked;
