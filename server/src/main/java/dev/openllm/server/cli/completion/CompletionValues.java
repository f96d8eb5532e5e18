package dev.openllm.server.cli.completion;

import dev.openllm.protocol.OpenLlmServer;
import dev.openllm.protocol.access.AccessRule;
import dev.openllm.protocol.access.ListAccessParams;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ListModelsParams;
import dev.openllm.protocol.model.ListProvidersParams;
import dev.openllm.server.cli.session.Servers;
import dev.openllm.server.cli.session.Session;
import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.BoundedFile;
import dev.openllm.server.file.FileAge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Provides the completion values that are available only from a server, such as model IDs, with descriptions. Listing
 * the models can require a request to a remote provider while the user waits for a completion. Therefore, the models
 * are cached in a file for ten minutes. The launcher also reads this file.
 */
public final class CompletionValues {

    /** The maximum time to wait for a list. A list that takes longer is omitted. */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private static final Duration CACHE_LIFETIME = Duration.ofMinutes(10);

    private final Servers servers;
    private final Path cacheFile;

    /** @param cacheFolder the folder of the file in which the models are cached */
    public CompletionValues(Servers servers, Path cacheFolder) {
        this.servers = servers;
        this.cacheFile = cacheFolder.resolve("completion.tsv");
    }

    List<Map.Entry<String, String>> models() {
        return readCache().orElseGet(() -> {
            List<Map.Entry<String, String>> models = query(server -> server.listModels(ListModelsParams.ALL)
                    .thenApply(listed -> listed.models().stream()
                            .map(model -> Map.entry(model.id(), model.name()))
                            .toList()));
            writeCache(models);
            return models;
        });
    }

    List<Map.Entry<String, String>> providers() {
        return query(server -> server.listProviders(new ListProvidersParams(true, false))
                .thenApply(listed -> listed.providers().stream()
                        .map(provider -> Map.entry(provider.name(), provider.displayName()))
                        .toList()));
    }

    List<Map.Entry<String, String>> consumers() {
        return query(server -> server.listAccess(ListAccessParams.TODAY)
                .thenApply(listed -> listed.rules().stream()
                        .map(AccessRule::consumer)
                        .distinct()
                        .map(consumer -> Map.entry(consumer, ""))
                        .toList()));
    }

    private <T> List<T> query(Function<OpenLlmServer, CompletableFuture<List<T>>> request) {
        try (Session session =
                Session.running(servers, skipped -> {}).orElseGet(() -> Session.open(servers, Optional.empty()))) {
            return request.apply(session.server()).get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (OpenLlmException | ExecutionException | TimeoutException unknown) {
            return List.of(); // no completions, because the command that the user runs reports the problem
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /**
     * Returns the cached models if they are recent and belong to the current folder. The first line of the file
     * contains the folder, because the configuration of a folder can add models.
     */
    private Optional<List<Map.Entry<String, String>>> readCache() {
        try {
            if (FileAge.isOlderThan(CACHE_LIFETIME, Files.getLastModifiedTime(cacheFile))) {
                return Optional.empty();
            }
            List<String> lines = new String(
                            BoundedFile.read(cacheFile, BoundedFile.MAX_STATE_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.isEmpty() || !lines.getFirst().equals(currentFolder())
                    ? Optional.empty()
                    : Optional.of(lines.stream()
                            .skip(1)
                            .map(line -> line.split("\t", 2))
                            .filter(line -> line.length == 2)
                            .map(line -> Map.entry(line[0], line[1]))
                            .toList());
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private void writeCache(List<Map.Entry<String, String>> models) {
        if (models.isEmpty()) {
            return;
        }
        StringBuilder lines = new StringBuilder(currentFolder()).append('\n');
        models.forEach(model -> lines.append(model.getKey())
                .append('\t')
                .append(model.getValue())
                .append('\n'));
        try {
            AtomicFile.createFolder(cacheFile.getParent());
            AtomicFile.replacePrivately(cacheFile, lines.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException unwritable) {
            // If the models cannot be cached, they are requested again for the next completion.
        }
    }

    private static String currentFolder() {
        return Path.of("").toAbsolutePath().toString();
    }
}
