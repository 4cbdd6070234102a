package dev.opsdeck.importing.known;

import dev.opsdeck.catalog.Risk;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A program that becomes one of the catalog's own, with the risk that its words tell.
 *
 * @param reads words that make it a look; {@code *} for always
 * @param destroys words that make it destructive
 */
record Tool(Set<String> programs, Set<String> reads, Set<String> destroys) implements Known {
    /** Usual words by which programs of all kinds destroy. */
    private static final Set<String> GRAVE = Set.of(
            "--force",
            "--restore",
            "restore",
            "reset",
            "flush",
            "drop",
            "purge",
            "delete",
            "destroy",
            "--hard",
            "rollback",
            "--rollback",
            "downgrade");

    static final List<Known> ALL = List.of(
            tool("npm pnpm yarn", "audit outdated ls list view --version -v"),
            tool("npx", "status validate --version"),
            tool("node deno bun", "--version -v"),
            tool(
                    "python python3 manage.py flask django-admin",
                    "check showmigrations --check --version current history --report"),
            tool("pip pip3 gem composer", "list freeze show check --version"),
            tool("celery", "inspect status report events"),
            tool("alembic", "current history heads check"),
            tool(
                    "bundle rake rails mix php artisan java mvn gradle ./gradlew go cargo dotnet",
                    "--version status routes"),
            tool("pm2", "list ls status show jlist"),
            tool("supervisorctl", "status avail"),
            tool("rabbitmqctl", "list_queues status list_consumers list_connections cluster_status ping"),
            tool("make", "--dry-run -n"),
            tool("terraform", "plan show output validate"),
            tool("helm", "list status history get"),
            tool("aws gcloud az s3cmd rclone mc", "ls list describe show get-object lsl size"),
            tool(
                    "ls head tail cat wc stat du test [ find ps ss netstat lsof uname id hostname whoami dmesg lsblk iostat sar md5sum sha256sum which jq grep egrep zgrep journalctl printenv tree file awk sort diff getent last who",
                    "*"),
            tool("mkdir touch chmod chown cp mv ln rsync scp", ""),
            tool("kill pkill killall", ""),
            tool("ufw iptables fail2ban-client", "status -L"),
            tool("nginx apachectl haproxy caddy", "-t -v -T configtest validate -c"),
            tool("systemctl service rc-service", "status is-active is-enabled list-units show cat"));

    private static Tool tool(String programs, String reads) {
        return new Tool(words(programs), words(reads), GRAVE);
    }

    private static Set<String> words(String text) {
        return Set.copyOf(Arrays.asList(text.split(" ")));
    }

    @Override
    public Meaning read(Call call, Gathered system) {
        return system.programs().run(call, risk(call), system);
    }

    private Risk risk(Call call) {
        boolean looks = reads.contains("*") || call.arguments().stream().anyMatch(word -> reads.contains(word.text()));
        boolean grave = call.arguments().stream().anyMatch(word -> destroys.contains(word.text()));
        return grave && !reads.contains("*") ? Risk.DESTRUCTIVE : looks ? Risk.READ : Risk.CHANGE;
    }
}
