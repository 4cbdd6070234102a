/** Programs and files on hosts and inside of containers, and what the catalog looks after by them. */
@NullMarked
package dev.opsdeck.target.machine;

import org.jspecify.annotations.NullMarked;
