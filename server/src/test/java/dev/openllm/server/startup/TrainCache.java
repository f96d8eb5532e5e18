package dev.openllm.server.startup;

import dev.openllm.protocol.chat.CountTokensParams;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.server.process.Conversation;
import dev.openllm.server.process.Homes;
import dev.openllm.server.process.Packaged;
import dev.openllm.server.process.ServerProcess;
import dev.openllm.server.testing.FakeProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the AOT cache of the packaged server (JEP 514) by living through what an editor does first: initialize,
 * list the models, ask one, count tokens, shut down. What is loaded and run here starts quickly later.
 *
 * <p>Run by the Maven build: {@code java -cp open-llm.jar TrainCache.java server/target}.
 */
public final class TrainCache {

    /** The server writes the cache as it ends, which takes a busy machine more than a minute. */
    private static final Duration WRITING = Duration.ofMinutes(15);

    private TrainCache() {}

    public static void main(String[] arguments) throws Exception {
        Packaged packaged = new Packaged(Path.of(arguments[0]).toAbsolutePath());
        Path home = Files.createTempDirectory("open-llm-training");
        // Under its own name it is whole, also where the training was interrupted.
        Path unfinished = packaged.folder().resolve("unfinished.aot");
        try (FakeProvider provider = PlayedModel.start();
                ServerProcess server = ServerProcess.start(
                        packaged.serve("-XX:AOTCacheOutput=" + unfinished), Homes.environment(home))) {
            drive(server, provider);
            int exitCode = server.awaitExit(WRITING);
            if (exitCode != 0 || !Files.exists(unfinished)) {
                throw new IllegalStateException(
                        "No AOT cache was made; the server ended with " + exitCode + " and said: " + server.stderr());
            }
            Files.move(unfinished, packaged.cache(), StandardCopyOption.REPLACE_EXISTING);
            long seconds = Files.getLastModifiedTime(packaged.jar()).toMillis() / 1000;
            Files.writeString(packaged.jarTime(), seconds + "\n");
        } finally {
            delete(home);
        }
    }

    private static void drive(ServerProcess server, FakeProvider provider) throws Exception {
        server.ask("initialize", Conversation.initializeWithFar(provider.uri(), PlayedModel.FAR));
        server.ask("models/list", ListModelsParams.ALL);
        for (int round = 0; round < 3; round++) {
            server.ask("chat/start", Conversation.ask("Say something.", "round-" + round));
            // What is not on this machine is asked by the JDK's client, through a proxy or with TLS.
            server.ask("chat/start", Conversation.ask("far/small", "Say something.", "far-" + round));
        }
        server.ask("tokens/count", new CountTokensParams("local/small", List.of("some text"), List.of()));
        server.ask("shutdown", null);
        server.notify("exit", null);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
