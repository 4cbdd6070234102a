package dev.opsdeck.testing;

import com.microsoft.playwright.Browser;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

final class BrowserExtension implements ExecutionCondition, ParameterResolver {

    private static final Requirement CHROMIUM = new Requirement("Chromium", "OPSDECK_REQUIRE_BROWSER");
    private static final ExtensionContext.Namespace OPEN = ExtensionContext.Namespace.create(BrowserExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> problem = Chromium.executable().isPresent()
                ? Optional.empty()
                : Optional.of("install Chromium, or name its program in CHROMIUM");
        return CHROMIUM.judge(problem, System.getenv());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(OPEN)
                .getOrComputeIfAbsent(Chromium.class, type -> Chromium.launch(), Chromium.class)
                .browser();
    }
}
