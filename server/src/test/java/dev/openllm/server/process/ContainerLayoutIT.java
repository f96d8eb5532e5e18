package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.openllm.server.testing.TestTimeouts;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the layout of the container image without a container engine: a mount namespace with a read-only root, the
 * program as in the image, a writable volume, and a user without privileges. Skipped if the system does not permit such
 * namespaces.
 */
@Timeout(3 * TestTimeouts.TEST_SECONDS)
class ContainerLayoutIT {

    private static final String TOKEN = "canary-container-token-0123456789";
    private static final Path HEALTHCHECK = Path.of("container/healthcheck").toAbsolutePath();

    /**
     * Creates the same layout as the container file: the program and the root are read-only, {@code /tmp} and the
     * volume are writable, and all other access is denied.
     */
    private static final String LAYOUT_SCRIPT = """
        set -e
        mount --make-rprivate /
        mount -t tmpfs -o mode=0755 tmpfs /mnt
        mkdir /mnt/app /mnt/secret
        for file in open-llm open-llm.jar open-llm.flags open-llm.gateway.flags runtime; do cp -a "$PROGRAM/$file" /mnt/app/; done
        [ -z "$TOKEN" ] || printf '%s\\n' "$TOKEN" > /mnt/secret/token
        mkdir /mnt/volume
        mount -t tmpfs -o mode=0700 tmpfs /mnt/volume
        cp "$CONFIG" /mnt/secret/config.yaml && touch /mnt/volume/config.yaml
        chmod -R a+rX /mnt/app /mnt/secret
        [ "$(id -u)" != 0 ] || [ -z "$DROP" ] || chown -R 10001:10001 /mnt/volume
        mount --bind /mnt/secret/config.yaml /mnt/volume/config.yaml
        mount -o remount,ro,bind /mnt/volume/config.yaml
        mount -t tmpfs -o mode=1777 tmpfs /tmp
        mount -o remount,ro /mnt
        mount -o remount,ro,bind / || mount -o remount,ro /
        cd /
        exec $DROP env -i PATH="$PATH" OPENLLM_CONTAINER=1 OPENLLM_CONFIG_HOME=/mnt/volume HOME=/mnt/volume \\
            XDG_CACHE_HOME=/tmp/cache OPENLLM_GATEWAY_TOKEN_FILE=/mnt/secret/token sh -c "$RUN"
        """;

    private static final String GATEWAY_SCRIPT = "for place in / /mnt/app /mnt/secret /mnt/volume/config.yaml; do"
            + " touch $place/x 2>/dev/null || touch -c $place 2>/dev/null && [ ! -d $place ] && echo writable $place;"
            + " [ -e $place/x ] && echo writable $place; done; touch /mnt/volume/x && echo volume writable; id -u;"
            + " exec /mnt/app/open-llm gateway --container --port 0";

    @TempDir
    Path folder;

    @BeforeAll
    static void namespacesArePermitted() throws IOException, InterruptedException {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/unshare")) && Files.isExecutable(Path.of("/usr/bin/setpriv")),
                "unshare and setpriv are not installed");
        List<String> command = unshare();
        command.addAll(List.of("sh", "-c", "mount -t tmpfs tmpfs /mnt && mount -o remount,ro,bind /"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(process.waitFor() == 0, "This system permits no mount namespaces: " + output);
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static List<String> unshare() {
        return new ArrayList<>(
                isRoot() ? List.of("unshare", "--mount") : List.of("unshare", "--mount", "--user", "--map-root-user"));
    }

    private Process start(String token, String config, String script) throws IOException {
        Path configFile = Files.writeString(folder.resolve("config.yaml"), config);
        List<String> command = unshare();
        command.addAll(List.of("sh", "-c", LAYOUT_SCRIPT));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PROGRAM", Packaged.ofCurrentBuild().folder().toString());
        builder.environment().put("TOKEN", token);
        builder.environment().put("CONFIG", configFile.toString());
        builder.environment().put("RUN", script);
        builder.environment()
                .put(
                        "DROP",
                        isRoot()
                                ? "setpriv --reuid 10001 --regid 10001 --clear-groups --no-new-privs"
                                        + " --bounding-set=-all --inh-caps=-all"
                                : "setpriv --no-new-privs");
        return builder.start();
    }

    @Test
    void theGatewayServesTheNetworkWithAReadOnlyRootAndWithoutPrivileges() throws Exception {
        Process process = start(TOKEN, "gateway: {allowed_hosts: [llm.example.com]}\n", GATEWAY_SCRIPT);
        try {
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            List<String> lines = new ArrayList<>();
            int port = 0;
            for (String line = out.readLine();
                    line != null && !line.startsWith("Allowed hosts");
                    line = out.readLine()) {
                lines.add(line);
                if (line.startsWith("OpenAI API:")) {
                    port = Integer.parseInt(line.replaceAll(".*:(\\d+)/v1", "$1"));
                }
            }
            assertTrue(port > 0, lines::toString);
            assertEquals("volume writable", lines.getFirst(), lines::toString);
            assertEquals(isRoot() ? "10001" : "0", lines.get(1), lines::toString);
            assertTrue(
                    lines.contains(
                            "Listening on all interfaces of this container. Every request requires the gateway token."),
                    lines::toString);

            InetAddress address = networkAddress().orElse(InetAddress.getLoopbackAddress());
            assertEquals("200", status(address, port, "llm.example.com", TOKEN));
            assertEquals("401", status(address, port, "llm.example.com", "wrong"));
            assertEquals("403", status(address, port, "evil.example", TOKEN));
            assertEquals(0, healthcheck(port));

            process.toHandle().destroy();
            assertTrue(process.waitFor(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS));
            assertEquals(143, process.exitValue());
            assertEquals(1, healthcheck(port));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void withoutATokenOrWithAShortOneTheGatewayDoesNotStart() throws Exception {
        assertEquals(
                "open-llm: The gateway token cannot be read from /mnt/secret/token.",
                firstError(start("", "{}\n", "exec /mnt/app/open-llm gateway --container --port 0")));
        assertEquals(
                "open-llm: The token in /mnt/secret/token has fewer than 20 characters.",
                firstError(start("secret", "{}\n", "exec /mnt/app/open-llm gateway --container --port 0")));
        assertEquals(
                "open-llm: --container requires a token because other hosts on the network can reach the gateway.",
                firstError(start(TOKEN, "{}\n", "exec /mnt/app/open-llm gateway --container --no-token")));
    }

    private static String firstError(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor() != 0, output);
        return output.lines()
                .filter(line -> line.startsWith("open-llm:"))
                .findFirst()
                .orElse(output);
    }

    /** Returns an address of this machine that is not a loopback address. */
    private static Optional<InetAddress> networkAddress() throws IOException {
        return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .findFirst();
    }

    private static String status(InetAddress address, int port, String host, String token) throws IOException {
        try (Socket socket = new Socket(address, port)) {
            String request = "GET /v1/models HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer " + token
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split(" ")[1];
        }
    }

    private static int healthcheck(int port) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(HEALTHCHECK.toString(), String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor();
    }
}
