/** The programs that stand in for a company's services in the demo. They know nothing of opsdeck. */
@NullMarked
package dev.opsdeck.demo;

import org.jspecify.annotations.NullMarked;
