package dev.openllm.server.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** The user's home folder. */
public final class HomeFolder {

    private HomeFolder() {}

    /**
     * Returns the user's home folder: the value of the environment variable {@code HOME} if it is an absolute path, as
     * in other programs; otherwise, the value of the Java property {@code user.home}, which is based on the user
     * database and ignores {@code HOME}.
     */
    public static Path of(Map<String, String> environment) {
        String value = environment.getOrDefault("HOME", "");
        try {
            Path home = Path.of(value);
            return home.isAbsolute() ? home : Path.of(System.getProperty("user.home"));
        } catch (InvalidPathException unusable) {
            return Path.of(System.getProperty("user.home"));
        }
    }
}
