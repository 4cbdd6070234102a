package dev.opsdeck.testing;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

final class ClusterExtension implements ExecutionCondition, ParameterResolver {

    private static final Requirement CLUSTER = new Requirement("Kubernetes", "OPSDECK_REQUIRE_KUBERNETES");
    private static final ExtensionContext.Namespace OPEN = ExtensionContext.Namespace.create(ClusterExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return CLUSTER.judge(Reached.PROBLEM, System.getenv());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // The store of a class is looked in by the contexts of its tests, and closed after the last of them.
        return context.getStore(OPEN).getOrComputeIfAbsent(Cluster.class, type -> Cluster.open(), Cluster.class);
    }

    /** Asked once in a test run: a cluster that does not answer takes its time to say so. */
    private static final class Reached {
        static final Optional<String> PROBLEM = Cluster.problem();
    }
}
