/** What the operators' YAML files say: systems, services, runbooks and access rules. Knows nothing of Slack or engines. */
@NullMarked
package dev.opsdeck.catalog;

import org.jspecify.annotations.NullMarked;
