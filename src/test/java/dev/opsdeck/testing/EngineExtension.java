package dev.opsdeck.testing;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

final class EngineExtension implements ExecutionCondition, ParameterResolver {

    private static final Requirement ENGINE = new Requirement("Docker engine", "OPSDECK_REQUIRE_ENGINE");
    private static final ExtensionContext.Namespace OPEN = ExtensionContext.Namespace.create(EngineExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return ENGINE.judge(Reached.PROBLEM, System.getenv());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Engine.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // Values of the store are closed with the context they were put in.
        return context.getStore(OPEN).getOrComputeIfAbsent(Engine.class, type -> Engine.open(), Engine.class);
    }

    /** Asked once in a test run: an engine that does not answer takes its time to say so. */
    private static final class Reached {
        static final Optional<String> PROBLEM = Engine.problem();
    }
}
