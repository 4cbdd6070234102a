package dev.opsdeck.importing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A first {@code access.yml}: everybody looks, operators change, leads agree. */
final class AccessFile {
    static final String OPERATOR = "operator";
    private static final String LEAD = "lead";

    private AccessFile() {}

    /** @param others roles that the runbook names, for those who are paged */
    static String text(Set<String> others) {
        var roles = new LinkedHashMap<String, Object>();
        roles.put("viewer", Map.of("everyone", true));
        roles.put(
                OPERATOR,
                new Noted(
                        "Handles of your Slack user groups: who operates, who agrees.",
                        Map.of("groups", List.of("sre"))));
        roles.put(LEAD, Map.of("groups", List.of("ops-leads")));
        others.forEach(role -> roles.putIfAbsent(role, Map.of("groups", List.of(role))));
        var tree = new LinkedHashMap<String, Object>();
        tree.put("roles", new Noted("A draft. What no rule allows is denied.", roles));
        tree.put(
                "rules",
                List.of(rule("read", "viewer", 0), rule("change", OPERATOR, 1), rule("destructive", OPERATOR, 2)));
        return YamlText.of(tree);
    }

    private static Map<String, Object> rule(String risk, String role, int approvals) {
        var rule = new LinkedHashMap<String, Object>();
        rule.put("allow", risk);
        rule.put("to", role);
        if (approvals > 0) {
            var approval = new LinkedHashMap<String, Object>();
            approval.put("by", LEAD);
            approval.put("count", approvals);
            approval.put("within", "15m");
            rule.put("approval", approval);
        }
        return rule;
    }
}
