package dev.openllm.server.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that {@code mvn package} creates in {@code server/target}.
 *
 * @param folder the folder that contains the files
 */
public record Packaged(Path folder) {

    /** Returns the files of the build that runs these tests. */
    static Packaged ofCurrentBuild() {
        return new Packaged(Path.of("target").toAbsolutePath());
    }

    public Path launcher() {
        return folder.resolve("open-llm");
    }

    public Path jar() {
        return folder.resolve("open-llm.jar");
    }

    /** Returns the AOT cache for exactly this JAR file, runtime, and flags. */
    public Path cache() throws IOException {
        return folder.resolve(CacheName.of(jar(), folder.resolve("runtime/release"), flags()));
    }

    private Path flags() {
        return folder.resolve("open-llm.flags");
    }

    /**
     * Returns the file that contains the modification time, in seconds since 1970, that the JAR file must have for the
     * cache to be accepted.
     */
    public Path jarTimeFile() {
        return folder.resolve("open-llm.jar.time");
    }

    /** Returns the Java executable in the packages for this platform. */
    public String java() {
        String extension = System.getProperty("os.name").startsWith("Windows") ? ".exe" : "";
        return folder.resolve("runtime/bin/java" + extension).toString();
    }

    /** Returns the command that starts a server on stdio, with additional JVM flags. */
    public List<String> serveCommand(String... jvmFlags) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.add("@" + flags());
        command.addAll(List.of(jvmFlags));
        command.addAll(List.of("-jar", jar().toString(), "serve", "--stdio"));
        return command;
    }

    public String cacheFlag() throws IOException {
        return "-XX:AOTCache=" + cache();
    }
}
