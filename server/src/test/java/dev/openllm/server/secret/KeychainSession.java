package dev.openllm.server.secret;

import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.secret.SecretScope;
import dev.openllm.server.testing.TestTimeouts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A process of {@link KeychainSecretsTest} in a separate D-Bus session. It reads {@code set VALUE}, {@code get}, {@code
 * delete}, and {@code run COMMAND} from standard input and replies to each with one line. Argument: the user folder.
 */
final class KeychainSession {

    private KeychainSession() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path home = Path.of(arguments[0]);
        SecretQuery query = new SecretQuery("work", List.of(), "https://llm.example.com", false);
        // The long timeout prevents a busy machine from being mistaken for a keychain that hangs.
        Keychain keychain = new Keychain("Linux", TestTimeouts.WAIT);
        KeychainSecrets secrets = new KeychainSecrets(keychain, home, List::of, new KeyHostBindings(home));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] command = line.split(" ", 2);
            System.out.println(
                    switch (command[0]) {
                        case "set" -> runAndReport(() -> secrets.set(query, new Secret(command[1]), SecretScope.USER));
                        case "delete" -> runAndReport(() -> secrets.delete(query, SecretScope.USER));
                        case "run" ->
                            "exit "
                                    + new ProcessBuilder("sh", "-c", command[1])
                                            .start()
                                            .waitFor();
                        default -> get(secrets, query);
                    });
        }
        // Without this call, the D-Bus threads would keep the process running.
        System.exit(0);
    }

    private static String get(KeychainSecrets secrets, SecretQuery query) {
        return switch (secrets.find(query)) {
            case Lookup.Found found -> "found " + found.secret().reveal();
            case Lookup.Absent _ -> "absent";
            case Lookup.OtherHost other -> "other " + other.boundOrigin();
            case Lookup.Failed failed -> "failed: " + failed.error().message();
            case Lookup.Unavailable unavailable -> "unavailable " + unavailable.reason();
        };
    }

    private static String runAndReport(Runnable action) {
        try {
            action.run();
            return "ok";
        } catch (OpenLlmException failed) {
            return "failed " + failed.getMessage();
        }
    }
}
