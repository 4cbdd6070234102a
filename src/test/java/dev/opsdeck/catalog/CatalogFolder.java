package dev.opsdeck.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A catalog's folder on disk, with settings of its own. */
final class CatalogFolder {
    static final String AIRLINE = """
            system: airline-tracking
            title: Airline Tracking System
            channels: { ops: airline-ops, incidents: airline-incidents }
            runtime: { docker: { project: airline } }
            services:
              api-gateway: { depends-on: [flightdata], health: { http: "http://localhost:8080/actuator/health", expect: 200, within: 30s } }
              flightdata:  { depends-on: [postgres, redis, kafka], health: http://localhost:8081/health, stop-timeout: 1m, attempts: 2 }
              postgres: {}
              redis: { container: airline-redis, title: Session cache }
              kafka: {}
            databases: { main: { service: postgres, url: "${AIRLINE_DB_URL}", backup: { at: "0 2 * * *", keep: 30d } } }
            caches:    { main: { service: redis, url: "${AIRLINE_REDIS_URL}" } }
            metrics:   { error-rate: { query: "rate(errors[5m])", unit: percent, critical: "> 5", for: 5m } }
            playbooks:
              api-gateway-down:
                severity: P0
                symptoms: [every API call times out]
                diagnose: [ { status: api-gateway }, { logs: { service: api-gateway, tail: 100 } }, { health: api-gateway } ]
                remedies: [ { restart: api-gateway } ]
                alerts: { alertname: ServiceDown, job: ".*-service" }
            runbooks:
              rolling-restart:
                parameters: { service: { type: service } }
                steps: [ { scale: { service: "{{service}}", replicas: 2 } }, { health: "{{service}}" }, { scale: { service: "{{service}}", replicas: 1 } } ]
              thorough:
                put-back: true
                parameters: { copies: { type: number, default: "2" }, pause: duration, mode: { type: choice, choices: [fast, slow] } }
                steps:
                  - { check: health, name: before, on-failure: continue }
                  - { manual: { text: Look at it, by: operator }, when: before failed }
                  - { scale: { service: api-gateway, replicas: "{{copies}}" } }
                  - { wait: "{{pause}}" }
                  - { gate: { role: operator, count: 1, text: "Go on {{mode}}?" }, on-failure: ask }
                  - { run: { runbook: rolling-restart, with: { service: flightdata } }, name: nested }
                  - { note: { channel: airline-ops, text: "Done" } }
            schedules:
              nightly: { at: "0 3 * * *", zone: Europe/Prague, jitter: 5m, missed: run, as: operator, ahead: 6h, run: { runbook: rolling-restart, with: { service: flightdata } } }
              hourly: { at: "0 * * * *", check: health }
            checklists:
              daily: [ { check: health }, { manual: Review the error log } ]
              weekly: { title: Weekly, items: [ { manual: Rotate keys } ], at: "0 9 * * 1", zone: UTC, channel: news, remind-after: 2h }
            severities: { P0: { respond: 5m, update-every: 30m, page: [primary, operator], tell: news } }
            leads: lead
            stakeholders: news
            escalation: [ { after: 15m, page: team-lead } ]
            on-call:
              primary: { people: [U1, U2], every: 1w, hand-over: "Mon 09:00", zone: Europe/Prague, webhook: "http://pager.example/" }
              second: { group: sre, answer-within: 3m, webhook: { url: "http://pager.example/", format: pagerduty, key: k } }
            contacts: { Provider: "24 h hotline" }
            maintenance: { notice: 48h, channels: news, mode-on: rolling-restart, before: daily, recurring: { patches: { reason: Patches, at: "0 2 * * Sun", weeks: [first, last], lasts: 2h, by-itself: true } } }
            status-page: { title: Tracking, about: Where planes are }
            """;

    static final String ACCESS = """
            roles:
              viewer:   { everyone: true }
              operator: { groups: [sre] }
              lead:     { groups: [ops-leads] }
              team-lead: { groups: [ops-leads] }
            rules:
              - { allow: read, to: viewer }
              - { allow: change, to: operator }
              - { allow: destructive, to: operator, approval: { by: lead, count: 1, within: 15m } }
              - { allow: destructive, on: "*/postgres", to: operator, approval: { by: lead, count: 2, within: 15m } }
            """;

    static final Map<String, String> ENVIRONMENT = Map.of(
            "AIRLINE_DB_URL", "postgresql://airline:h7-runway@db.local/airline",
            "AIRLINE_REDIS_URL", "redis://:tailwind@redis.local");

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>(ENVIRONMENT);

    CatalogFolder(Path folder) {
        this.folder = folder;
    }

    static CatalogFolder airline(Path folder) {
        return new CatalogFolder(folder).with("airline.yml", AIRLINE).with("access.yml", ACCESS);
    }

    CatalogFolder with(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CatalogFolder setting(String name, String value) {
        environment.put(name, value);
        return this;
    }

    CatalogFolder without(String setting) {
        environment.remove(setting);
        return this;
    }

    Path path() {
        return folder;
    }

    Optional<String> lookUp(String setting) {
        return Optional.ofNullable(environment.get(setting));
    }

    CatalogLoader.Result load() {
        return CatalogLoader.load(folder, this::lookUp);
    }

    Catalog loaded() {
        CatalogLoader.Result result = load();
        assertThat(result).isInstanceOf(CatalogLoader.Loaded.class);
        return ((CatalogLoader.Loaded) result).catalog();
    }

    /** What the schema and the records say together. */
    List<Problem> validated() {
        return CatalogLoader.validate(folder, this::lookUp) instanceof CatalogLoader.Rejected rejected
                ? rejected.problems()
                : List.of();
    }

    List<Problem> problems() {
        return switch (load()) {
            case CatalogLoader.Loaded ignored -> List.of();
            case CatalogLoader.Rejected rejected -> rejected.problems();
        };
    }

    static <T> T in(Map<String, T> named, String name) {
        return Objects.requireNonNull(named.get(name), name);
    }
}
