/** Who may do what: roles, rules and the decision with its reason. Not being able to decide means deny. */
@NullMarked
package dev.opsdeck.access;

import org.jspecify.annotations.NullMarked;
