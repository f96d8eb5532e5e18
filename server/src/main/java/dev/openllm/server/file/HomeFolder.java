package dev.openllm.server.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** The user's home folder. */
public final class HomeFolder {

    private HomeFolder() {}

    /**
     * {@code HOME} where it is an absolute path, as every other program reads it; Java's own {@code user.home} comes
     * from the user database and overlooks it.
     */
    public static Path of(Map<String, String> environment) {
        String named = environment.getOrDefault("HOME", "");
        try {
            Path home = Path.of(named);
            return home.isAbsolute() ? home : Path.of(System.getProperty("user.home"));
        } catch (InvalidPathException unusable) {
            return Path.of(System.getProperty("user.home"));
        }
    }
}
