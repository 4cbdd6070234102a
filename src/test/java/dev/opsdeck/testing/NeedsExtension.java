package dev.opsdeck.testing;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

final class NeedsExtension implements ExecutionCondition {
    private static final Map<Tool, Optional<String>> PROBLEMS = new ConcurrentHashMap<>();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Needs needs = AnnotationSupport.findAnnotation(context.getElement(), Needs.class)
                .orElse(null);
        if (needs == null) {
            return ConditionEvaluationResult.enabled("nothing is needed");
        }
        for (Tool tool : needs.value()) {
            var result = tool.requirement().judge(PROBLEMS.computeIfAbsent(tool, Tool::problem), System.getenv());
            if (result.isDisabled()) {
                return result;
            }
        }
        return ConditionEvaluationResult.enabled("all that is needed is there");
    }
}
