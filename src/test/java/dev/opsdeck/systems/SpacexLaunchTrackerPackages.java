package dev.opsdeck.systems;

import com.github.dockerjava.api.model.HostConfig;
import dev.opsdeck.testing.Engine;
import dev.opsdeck.testing.TestContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Debian's package manager in a container of its own, with a repository in which one package has a newer version. */
final class SpacexLaunchTrackerPackages {
    private static final String REPOSITORY = """
            set -e
            mkdir -p /repository /package/DEBIAN
            for version in 1.0 2.0; do
              printf 'Package: launch-tools\\nVersion: %s\\nArchitecture: all\\nMaintainer: Devi Rao <devi@demo.example>\\nDescription: stand-in\\n' $version >/package/DEBIAN/control
              dpkg-deb --build /package /repository/launch-tools_$version.deb >/dev/null
            done
            dpkg --install /repository/launch-tools_1.0.deb >/dev/null
            cd /repository
            file=launch-tools_2.0.deb
            { cat /package/DEBIAN/control; echo "Filename: ./$file"; echo "Size: $(stat -c %s $file)"; echo "SHA256: $(sha256sum $file | cut -d' ' -f1)"; } >Packages
            rm -f /etc/apt/sources.list /etc/apt/sources.list.d/*
            echo 'deb [trusted=yes] file:/repository ./' >/etc/apt/sources.list
            touch /ready
            exec sleep 3600
            """;

    private final TestContainer machine;
    private final Path program;

    SpacexLaunchTrackerPackages(Engine engine, Path folder) throws IOException {
        machine = engine.start(
                "packages",
                engine.docker()
                        .createContainerCmd("opsdeck-test/base")
                        .withCmd("bash", "-c", REPOSITORY)
                        .withHostConfig(HostConfig.newHostConfig().withInit(true)));
        program = Files.writeString(
                folder.resolve("apt-get"),
                "#!/bin/sh\nexec docker --host " + engine.host() + " exec " + machine.id() + " apt-get \"$@\"\n");
        program.toFile().setExecutable(true);
    }

    /** In the place of {@code apt-get}. */
    Path program() {
        return program;
    }

    /** The version of the package that is installed. */
    String version() {
        return machine.exec("dpkg-query", "--show", "--showformat=${Version}", "launch-tools")
                .strip();
    }
}
