package dev.opsdeck.testing;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

/**
 * Something that a machine may lack.
 *
 * @param name what it is called in reports
 * @param variable the environment variable that, when set, turns its absence into a failure
 */
record Requirement(String name, String variable) {

    /**
     * @param problem why it cannot be used, empty when it can
     * @throws IllegalStateException when it is required and cannot be used, which fails the test
     */
    ConditionEvaluationResult judge(Optional<String> problem, Map<String, String> environment) {
        if (problem.isEmpty()) {
            return ConditionEvaluationResult.enabled(name + " is there");
        }
        String reason = "no " + name + ": " + problem.get();
        if (!environment.getOrDefault(variable, "").isEmpty()) {
            throw new IllegalStateException(reason + " (" + variable + " is set, so this test must not be skipped)");
        }
        return ConditionEvaluationResult.disabled(reason);
    }
}
