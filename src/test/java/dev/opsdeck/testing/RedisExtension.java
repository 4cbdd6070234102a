package dev.opsdeck.testing;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides whether tests can have a Redis. */
final class RedisExtension implements ExecutionCondition {
    private static final Requirement REDIS = new Requirement("redis-server", "OPSDECK_REQUIRE_REDIS");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return REDIS.judge(RedisServer.problem(), System.getenv());
    }
}
