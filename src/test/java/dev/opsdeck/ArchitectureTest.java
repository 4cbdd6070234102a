package dev.opsdeck;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The layout of the packages, and what no class of the program does. */
final class ArchitectureTest {
    private static final String ROOT = "dev.opsdeck";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** Which package may use which others. The root, with the entry points and the wiring, may use all. */
    private static final Map<String, Set<String>> MAY_USE = table();

    private static Map<String, Set<String>> table() {
        var table = new LinkedHashMap<String, Set<String>>();
        table.put("catalog", Set.of());
        table.put("capture", Set.of("catalog"));
        table.put("command", Set.of("catalog"));
        table.put("access", Set.of("catalog", "command"));
        table.put("plan", Set.of("catalog", "command"));
        table.put("approval", Set.of("access", "plan"));
        table.put("audit", Set.of());
        table.put("run", Set.of("plan", "audit"));
        table.put("probe", Set.of("catalog"));
        table.put("target", Set.of("plan", "probe", "catalog", "command"));
        table.put("release", Set.of("catalog", "command", "plan", "runbook"));
        table.put("runbook", Set.of("catalog", "command", "plan", "probe"));
        table.put("backup", Set.of("catalog", "command", "plan", "probe", "target"));
        table.put("routine", Set.of("catalog", "probe"));
        table.put("oncall", Set.of("catalog"));
        table.put("importing", Set.of("catalog", "command", "probe"));
        table.put("incident", Set.of("catalog", "run"));
        table.put(
                "message",
                Set.of(
                        "catalog",
                        "command",
                        "access",
                        "plan",
                        "probe",
                        "capture",
                        "approval",
                        "run",
                        "release",
                        "routine",
                        "incident",
                        "oncall",
                        "backup",
                        "importing",
                        "audit"));
        table.put(
                "flow",
                Set.of(
                        "catalog",
                        "command",
                        "access",
                        "plan",
                        "probe",
                        "capture",
                        "approval",
                        "audit",
                        "run",
                        "release",
                        "routine",
                        "incident",
                        "oncall",
                        "backup",
                        "target",
                        "importing",
                        "message"));
        // The people and groups of the workspace are Slack's to tell: access says what it wants to know of them.
        table.put("slack", Set.of("flow", "message", "access"));
        table.put("web", Set.of("flow", "routine"));
        table.put("sim", Set.of());
        table.put("demo", Set.of());
        return table;
    }

    static Stream<String> features() {
        return MAIN.stream()
                .map(ArchitectureTest::feature)
                .filter(feature -> !feature.isEmpty())
                .distinct()
                .sorted();
    }

    @Test
    void every_package_has_its_place_in_the_table() {
        assertThat(features()).isNotEmpty().isSubsetOf(MAY_USE.keySet());
    }

    @ParameterizedTest
    @MethodSource("features")
    void a_feature_uses_only_what_the_table_allows(String feature) {
        var forbidden = new TreeSet<>(MAY_USE.keySet());
        forbidden.removeAll(MAY_USE.getOrDefault(feature, Set.of()));
        forbidden.remove(feature);
        forbidden.add("");
        noClasses()
                .that(describe("are in " + feature, type -> feature(type).equals(feature)))
                .should(dependOnClassesThat(
                        describe("are in " + forbidden, type -> isOurs(type) && forbidden.contains(feature(type)))))
                .allowEmptyShould(false)
                .check(MAIN);
    }

    @Test
    void of_access_the_slack_side_knows_only_who_people_are() {
        noClasses()
                .that(describe("are in slack", type -> feature(type).equals("slack")))
                .should(dependOnClassesThat(describe(
                        "are in access beside Directory and Actor",
                        type -> feature(type).equals("access")
                                && !Set.of("Directory", "Actor")
                                        .contains(outermost(type).getSimpleName()))))
                .check(MAIN);
    }

    @Test
    void there_are_no_cycles_between_packages() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void every_package_is_null_marked() {
        assertThat(MAIN.stream().map(JavaClass::getPackage).distinct())
                .isNotEmpty()
                .allMatch(name -> name.isAnnotatedWith(NullMarked.class), "@NullMarked");
    }

    @Test
    void the_time_comes_from_an_injected_clock() {
        noClasses()
                .should()
                .callMethodWhere(nowWithoutClock())
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(MAIN);
        noClasses()
                .that(describe(
                        "neither wire nor start a program",
                        type -> !Set.of("", "demo").contains(feature(type))
                                && !type.getSimpleName().equals("SimServer")))
                .should()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .check(MAIN);
    }

    @Test
    void nothing_is_injected_into_fields() {
        fields().should().notBeAnnotatedWith(Inject.class).check(MAIN);
    }

    @Test
    void there_is_one_way_to_log() {
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(MAIN);
    }

    @Test
    void nothing_sleeps_in_the_hope_that_it_was_long_enough() {
        noClasses()
                // The simulated Slack is slow on purpose when it is told to be.
                .that()
                .resideOutsideOfPackage(ROOT + ".sim..")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", Duration.class)
                .check(MAIN);
    }

    @Test
    void classes_are_named_for_what_they_are() {
        classes()
                .should()
                .haveNameNotMatching(".*(Manager|Helper|Util|Utils|Impl)(\\$.*)?")
                .check(MAIN);
    }

    private static DescribedPredicate<JavaCall<?>> nowWithoutClock() {
        return describe(
                "now() of java.time without a clock",
                call -> call.getName().equals("now")
                        && call.getTargetOwner().getPackageName().equals("java.time")
                        && call.getTarget().getRawParameterTypes().stream()
                                .noneMatch(type -> type.isEquivalentTo(Clock.class)));
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
    }

    /** The first part of the package's name after the root; empty for the root itself. */
    private static String feature(JavaClass type) {
        String name = type.getPackageName();
        return name.length() <= ROOT.length()
                ? ""
                : name.substring(ROOT.length() + 1).split("\\.")[0];
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }
}
