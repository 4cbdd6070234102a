package dev.opsdeck.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemsTest {
    private CatalogFolder folder = new CatalogFolder(Path.of(""));

    @BeforeEach
    void aGoodCatalog(@TempDir Path path) {
        folder = CatalogFolder.airline(path);
    }

    @Test
    void a_good_catalog_has_none() {
        assertThat(folder.validated()).isEmpty();
    }

    @Test
    void an_unknown_key_is_named_with_its_place_and_the_nearest_known_key() {
        assertThat(problems("postgres: {}", "postgres: { depend-on: [redis] }"))
                .containsExactly("airline.yml:8:15: unknown key \"depend-on\" in service \"postgres\"."
                        + " Did you mean \"depends-on\"?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            postgres: {}              | postgres: { depends-on: [redes] } | there is no service "redes". Did you mean "redis"?
            service: postgres, url    | service: postgrs, url             | there is no service "postgrs". Did you mean "postgres"?
            { status: api-gateway }   | { status: api-gatway }            | there is no service "api-gatway". Did you mean "api-gateway"?
            { restart: api-gateway }  | { run: rolling-restat }           | there is no runbook "rolling-restat". Did you mean "rolling-restart"?
            { check: health }         | { check: error-rat }              | there is no check "error-rat". Did you mean "error-rate"?
            { health: "{{service}}" } | { health: "{{servce}}" }          | the runbook has no parameter "servce". Did you mean "service"?
            { restart: api-gateway }  | { restrt: api-gateway }           | unknown key "restrt" in remedies.0 of playbook "api-gateway-down". Did you mean "restart"?
            severity: P0              | severity: P7                      | there is no severity "P7"
            postgres: {}              | postgres: { depends-on: [api-gateway] } | services depend on each other in a circle: api-gateway → flightdata → postgres → api-gateway. Remove one of these dependencies.
            keep: 30d                 | keep: 30 days                     | "30 days" is not a duration. Did you mean "30d"?
            respond: 5m               | respond: soon                     | "soon" is not a duration. Write it like 30s, 15m, 2h, 30d or 1h30m.
            "> 5"                     | "more than 5"                     | "more than 5" is not a threshold. Write a comparison such as "> 5".
            "0 2 * * *"               | "0 25 * * *"                      | "0 25 * * *" is not a cron line: Value 25 not in range [0, 23]. Five fields
            "0 2 * * *"               | "daily"                           | "daily" is not a cron line
            http://localhost:8081/health | localhost:8081/health          | this is not a complete URL. Write it like http://localhost:8080/health.
            http://localhost:8081/health | "http://local host/"           | this is not a URL: illegal character in authority at character 13
            { type: service }         | { type: servce }                  | "servce" is not possible here. Did you mean "service"?
            { type: service }         | { pattern: "[a-" }                | "[a-" is not a regular expression
            stop-timeout: 1m          | stop-timeout: 60                  | expected text, found the number 60. Put it in quotes: "60".
            attempts: 2               | attempts: 0                       | 0 is out of range. It must be at least 1 and at most 10.
            attempts: 2               | attempts: many                    | expected a whole number, found text
            attempts: 2               | depends-on: [redis]               | the key "depends-on" is written twice
            title: Airline Tracking System | title:                       | expected text, found nothing. Give it a value or remove the key.
            service: redis, url       | url                               | the key "service" is missing in cache "main"
            { docker: { project: airline } } | { dokker: { project: airline } } | unknown key "dokker" in runtime. Did you mean "docker"?
            { docker: { project: airline } } | dokker                     | "dokker" is not possible here. Did you mean "docker"?
            { docker: { project: airline } } | process                    | service "api-gateway" does not say how to start its process
            ops: airline-ops          | ops: "#airline-ops"               | a channel is named without the #. Write "airline-ops".
            system: airline-tracking  | system: airline tracking          | "airline tracking" cannot be typed in a command
            page: team-lead           | page: team-leed                   | "team-leed" is no rotation, no role of access.yml and nobody that it names. Did you mean "team-lead"?
            page: [primary            | page: [pirmary                    | "pirmary" is no rotation, no role of access.yml and nobody that it names. Did you mean "primary"?
            leads: lead               | leads: leed                       | there is no role "leed" in access.yml. Did you mean "lead"?
            tell: news                | tell: "#news"                     | a channel is named without the #. Write "news".
            stakeholders: news        | stakeholders: Everybody else      | "Everybody else" cannot be a channel of Slack
            weeks: [first, last]      | weeks: [first, lost]              | a month has no week called "lost". Did you mean "last"?
            at: "0 2 * * Sun"         | at: "0 2 * * Sum"                 | "0 2 * * Sum" is not a cron line
            zone: Europe/Prague, jitter | zone: Europe/Prage, jitter      | Did you mean "Europe/Prague"?
            title: Airline            | title: [Airline                   | not valid YAML: while parsing a flow sequence, expected ',' or ']'
            """)
    void every_mistake_in_a_system_is_explained(String good, String bad, String explanation) {
        assertThat(problems(good, bad))
                .anySatisfy(problem -> assertThat(problem).contains(explanation));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            to: viewer        | to: vewer                     | there is no role "vewer". Did you mean "viewer"?
            by: lead, count: 1 | by: leed, count: 1           | there is no role "leed". Did you mean "lead"?
            count: 2          | count: 0                      | 0 is out of range. It must be at least 1 and at most 20.
            groups: [sre]     | groups: []                    | nobody can have the role "operator". Give it everyone, users, emails or groups.
            "*/postgres"      | "*/postgress"                 | the rule can never match: no service is called "*/postgress"
            "*/postgres"      | a/b/c                         | "a/b/c" is not a target
            allow: read,      | alow: read,                   | a rule needs either "allow" or "deny"
            allow: read       | allow: raed                   | "raed" is no risk. Did you mean "read"?
            allow: read       | allow: read, deny: change     | a rule needs either "allow" or "deny"
            allow: change, to | deny: change, approval: lead, to | a rule that denies cannot ask for approval
            within: 15m } }   | within: quarter } }           | "quarter" is not a duration
            """)
    void every_mistake_in_the_access_rules_is_explained(String good, String bad, String explanation) {
        folder.with("access.yml", CatalogFolder.ACCESS.replaceFirst(java.util.regex.Pattern.quote(good), bad));

        assertThat(folder.problems())
                .anySatisfy(problem -> assertThat(problem.toString()).contains(explanation));
    }

    @Test
    void whoever_can_be_paged_may_be_named() {
        for (String known :
                List.of("second", "airline-tracking/second", "operator", "ann", "U0ANNA7", "bo@demo.example")) {
            folder.with("access.yml", CatalogFolder.ACCESS + "people: { U1: { handle: ann, name: Ann Berg } }\n");
            folder.with("airline.yml", CatalogFolder.AIRLINE.replace("page: team-lead", "page: \"" + known + "\""));

            assertThat(folder.problems())
                    .noneSatisfy(problem -> assertThat(problem.toString()).contains("no rotation"));
        }
    }

    @Test
    void a_channel_that_looks_like_that_of_a_system_is_probably_mistyped() {
        folder.with("airline.yml", CatalogFolder.AIRLINE.replace("stakeholders: news", "stakeholders: arline-ops"));

        assertThat(((CatalogLoader.Loaded) folder.load()).warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.toString())
                        .contains("no system has the channel \"arline-ops\"", "Did you mean \"airline-ops\"?"));
    }

    @Test
    void where_people_are_known_a_group_without_people_and_an_impossible_approval_are_found() {
        folder.with("access.yml", CatalogFolder.ACCESS + """
                people:
                  U1: { handle: ann, name: Ann Berg, groups: [sre] }
                  U2: { handle: bo, name: Bo Dahl, groups: [sre, ops-lead] }
                """);

        assertThat(folder.problems())
                .extracting(Problem::message)
                .contains(
                        "nobody is in the group \"ops-leads\"",
                        "nobody could ever approve this: it needs 2 of \"lead\", and 0 people have that role");
    }

    @Test
    void a_program_that_may_change_something_is_no_question() {
        assertThat(problems(
                        "title: Airline Tracking System",
                        "upkeep: { commands: { mark: { command: [touch, mark] } } }\n"
                                + "checks: { marked: { probe: { program: mark } } }"))
                .singleElement()
                .asString()
                .contains("\"mark\" may change something, and a question must not. Write risk: read");
    }

    @Test
    void all_is_no_service_and_yet_a_step_may_name_it() {
        assertThat(problems("depends-on: [flightdata]", "depends-on: [all]"))
                .anySatisfy(problem -> assertThat(problem).contains("there is no service \"all\""));
        assertThat(problems("{ restart: api-gateway }", "{ restart: all }")).isEmpty();
    }

    @Test
    void an_unset_setting_is_named_and_where_to_set_it() {
        folder.without("AIRLINE_DB_URL");

        assertThat(folder.problems())
                .extracting(Problem::toString)
                .containsExactly("airline.yml:11:46: the setting AIRLINE_DB_URL is not set. Set the environment"
                        + " variable AIRLINE_DB_URL, or AIRLINE_DB_URL_FILE to a file that holds it.");
    }

    @Test
    void names_and_channels_that_two_systems_claim_are_found() {
        folder.with("other.yml", CatalogFolder.AIRLINE);

        assertThat(folder.problems())
                .extracting(Problem::file, Problem::message)
                .contains(org.assertj.core.groups.Tuple.tuple(
                        "other.yml", "another file declares the system \"airline-tracking\" too"));

        folder.with("other.yml", CatalogFolder.AIRLINE.replace("system: airline-tracking", "system: second"));

        assertThat(folder.problems())
                .extracting(Problem::message)
                .contains("the channel \"airline-ops\" belongs to the system \"airline-tracking\" already");
    }

    @Test
    void all_problems_of_all_files_come_in_one_pass() {
        folder.with(
                        "airline.yml",
                        CatalogFolder.AIRLINE
                                .replace("postgres: {}", "postgres: { depend-on: [redis] }")
                                .replace("[postgres, redis, kafka]", "[postgres, redes, api-gateway]")
                                .replace("keep: 30d", "keep: 30 days")
                                .replace("0 2 * * *", "0 25 * * *")
                                .replace("attempts: 2", "attempts: many"))
                .with("access.yml", CatalogFolder.ACCESS.replace("to: viewer", "to: vewer"))
                .with("broken.yml", "system: [")
                .without("AIRLINE_REDIS_URL");

        assertThat(folder.problems())
                .extracting(Problem::message)
                .satisfiesExactlyInAnyOrder(
                        it -> assertThat(it).contains("vewer"),
                        it -> assertThat(it).contains("circle"),
                        it -> assertThat(it).contains("redes"),
                        it -> assertThat(it).contains("depend-on"),
                        it -> assertThat(it).contains("whole number"),
                        it -> assertThat(it).contains("0 25"),
                        it -> assertThat(it).contains("30 days"),
                        it -> assertThat(it).contains("AIRLINE_REDIS_URL"),
                        it -> assertThat(it).contains("not valid YAML"));
    }

    @Test
    void a_channel_that_looks_misspelt_is_a_warning_because_it_may_be_meant() {
        folder.with("access.yml", CatalogFolder.ACCESS.replace("to: viewer }", "to: viewer, in: airline-op }"));

        assertThat(folder.load())
                .isInstanceOfSatisfying(CatalogLoader.Loaded.class, loaded -> assertThat(loaded.warnings())
                        .extracting(Problem::toString)
                        .containsExactly("access.yml:7:32: no system has the channel \"airline-op\"."
                                + " Did you mean \"airline-ops\"?"));
    }

    @Test
    void a_channel_that_is_no_systems_and_like_none_of_theirs_is_fine() {
        folder.with("access.yml", CatalogFolder.ACCESS.replace("to: viewer }", "to: viewer, in: general }"));

        assertThat(folder.load())
                .isInstanceOfSatisfying(CatalogLoader.Loaded.class, loaded -> assertThat(loaded.warnings())
                        .isEmpty());
    }

    @Test
    void a_folder_without_files_says_what_to_add(@TempDir Path empty) {
        assertThat(new CatalogFolder(empty).problems())
                .extracting(Problem::message)
                .containsExactly("there is no access.yml", "there is no system");
        assertThat(new CatalogFolder(empty.resolve("missing")).problems())
                .extracting(Problem::message)
                .containsExactly("the catalog's folder cannot be read");
    }

    private List<String> problems(String good, String bad) {
        assertThat(CatalogFolder.AIRLINE).contains(good);
        folder.with("airline.yml", CatalogFolder.AIRLINE.replace(good, bad));
        return folder.problems().stream().map(Problem::toString).toList();
    }
}
