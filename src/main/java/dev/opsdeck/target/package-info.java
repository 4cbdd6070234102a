/** The technologies that services run on: Docker and Compose through an engine's API, and local processes. */
@NullMarked
package dev.opsdeck.target;

import org.jspecify.annotations.NullMarked;
