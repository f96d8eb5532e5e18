package dev.openllm.server.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that {@code mvn package} leaves in {@code server/target}.
 *
 * @param folder where they are
 */
public record Packaged(Path folder) {

    /** What the build that runs these tests has packaged. */
    static Packaged ofThisBuild() {
        return new Packaged(Path.of("target").toAbsolutePath());
    }

    public Path launcher() {
        return folder.resolve("open-llm");
    }

    public Path jar() {
        return folder.resolve("open-llm.jar");
    }

    /** The AOT cache of exactly this jar, runtime and flags. */
    public Path cache() throws IOException {
        return folder.resolve(CacheName.of(jar(), folder.resolve("runtime/release"), flags()));
    }

    private Path flags() {
        return folder.resolve("open-llm.flags");
    }

    /** Holds the seconds since 1970 that the jar's time must have for the cache to be accepted. */
    public Path jarTime() {
        return folder.resolve("open-llm.jar.time");
    }

    /** The Java of the packages for this platform. */
    public String java() {
        String windows = System.getProperty("os.name").startsWith("Windows") ? ".exe" : "";
        return folder.resolve("runtime/bin/java" + windows).toString();
    }

    /** The command of a server on stdio, with further flags for the JVM. */
    public List<String> serve(String... jvmFlags) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.add("@" + flags());
        command.addAll(List.of(jvmFlags));
        command.addAll(List.of("-jar", jar().toString(), "serve", "--stdio"));
        return command;
    }

    public String useCache() throws IOException {
        return "-XX:AOTCache=" + cache();
    }
}
