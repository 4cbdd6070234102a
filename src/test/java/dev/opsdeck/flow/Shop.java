package dev.opsdeck.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A catalog of small local processes that start at once, and the people of the tests. */
final class Shop {
    static final String VIEWER = "U0VERA";
    static final String OPERATOR = "U0OMAR";
    static final String SECOND_OPERATOR = "U0OLGA";
    static final String LEAD = "U0LENA";
    static final String SECOND_LEAD = "U0LUIS";
    static final String CHANNEL = "shop-ops";

    private static final String ACCESS = """
            people:
              U0VERA: { handle: vera, name: Vera Lindqvist, email: vera@demo.example }
              U0OMAR: { handle: omar, name: Omar Haddad, email: omar@demo.example, groups: [sre] }
              U0OLGA: { handle: olga, name: Olga Petrova, email: olga@demo.example, groups: [sre] }
              U0LENA: { handle: lena, name: Lena Fischer, email: lena@demo.example, groups: [sre, ops-leads] }
              U0LUIS: { handle: luis, name: Luis Moreno, email: luis@demo.example, groups: [sre, ops-leads] }
            roles:
              viewer: { everyone: true }
              operator: { groups: [sre] }
              lead: { groups: [ops-leads] }
            break-glass: { to: lead, tell: general }
            rules:
              - { name: look, allow: read, to: viewer }
              - { name: change, allow: change, to: operator, approval: { by: lead, count: 1, within: 15m } }
              - { name: worker, allow: change, on: shop/worker, to: operator }
              - { name: others, allow: change, on: [shop/stuck, shop/crashing], to: operator }
              - { name: db, allow: change, on: "*/db", to: operator, approval: { by: lead, count: 2, within: 15m } }
            """;

    private static final String SYSTEM = """
            system: shop
            title: Shop
            channels: { ops: shop-ops, incidents: shop-incidents }
            runtime: process
            services:
              db: { stop-timeout: 2s, process: { command: [sleep, "600"] } }
              backend: { depends-on: [db], stop-timeout: 2s, process: { command: [sleep, "601"] } }
              frontend: { depends-on: [backend], stop-timeout: 2s, process: { command: [sleep, "602"] } }
              stuck: { stop-timeout: 2s, health: { http: "http://127.0.0.1:1/health", within: 60s }, process: { command: [sleep, "604"] } }
              crashing: { stop-timeout: 2s, process: { command: [sh, -c, "for i in $(seq 60); do echo line $i of a log that says at length what went wrong here, again and again, until the end; done; echo <!channel> dies; exit 3"] } }
              worker: { stop-timeout: 2s, process: { command: [sleep, "603"] } }
            """;

    private Shop() {}

    /** Writes the catalog into the folder. */
    static Path in(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("access.yml"), ACCESS);
        Files.writeString(folder.resolve("shop.yml"), SYSTEM);
        return folder;
    }

    /** Changes what the frontend is restarted with, so that an approved plan is not the plan any more. */
    static void change(Path folder) throws IOException {
        Files.writeString(
                folder.resolve("shop.yml"),
                SYSTEM.replace(
                        "frontend: { depends-on: [backend], stop-timeout: 2s",
                        "frontend: { depends-on: [backend], stop-timeout: 3s"));
    }
}
