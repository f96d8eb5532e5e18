package dev.openllm.server.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.catalog.Catalog;
import dev.openllm.server.catalog.ModelsDev;
import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.BoundedFile;
import dev.openllm.server.file.HomeFolder;
import dev.openllm.server.http.HttpAnswer;
import dev.openllm.server.http.HttpCall;
import dev.openllm.server.http.HttpSender;
import dev.openllm.server.http.TimeLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Newer facts about models from models.dev, for who switched it on ({@code catalog.refresh}): fetched once a day, kept
 * in the user's cache folder, used only when they make sense. Until then, and when they do not, the last good ones
 * count.
 */
final class CatalogRefresh {

    static final URI PUBLISHED = URI.create("https://models.dev/api.json");

    private static final Duration A_DAY = Duration.ofDays(1);

    /** What is published today is 3 MB. */
    private static final int LARGEST_BODY = 64 * 1024 * 1024;

    private final Catalog catalog;
    private final HttpSender http;
    private final URI published;
    private final Path kept;
    private boolean on;

    CatalogRefresh(Catalog catalog, HttpSender http, URI published, Path folder) {
        this.catalog = catalog;
        this.http = http;
        this.published = published;
        this.kept = folder.resolve("models.tsv");
    }

    /** Where a program keeps what it can fetch again: XDG's, macOS's or Windows's place for it. */
    static Path folder(Map<String, String> environment) {
        String home = HomeFolder.of(environment).toString();
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        Path caches = Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
                .filter(path -> Path.of(path).isAbsolute())
                .map(Path::of)
                .orElse(
                        os.contains("mac")
                                ? Path.of(home, "Library", "Caches")
                                : os.contains("windows")
                                        ? Path.of(environment.getOrDefault("LOCALAPPDATA", home))
                                        : Path.of(home, ".cache"));
        return caches.resolve("openllm");
    }

    /**
     * Does what the user wants, on its own thread.
     *
     * @param changed called when other facts may count from now on
     */
    synchronized void follow(boolean wanted, Runnable changed) {
        if (wanted != on) {
            on = wanted;
            Thread.ofVirtual().name("catalog").start(() -> {
                if (wanted) {
                    run();
                } else {
                    stop();
                }
                changed.run();
            });
        }
    }

    /** Uses what was kept, and fetches anew when that is older than a day. Blocks. */
    synchronized void run() {
        useKept();
        if (isOld()) {
            fetch();
        }
    }

    /** Goes back to what comes with the product. */
    synchronized void stop() {
        catalog.useBuiltIn();
    }

    private void useKept() {
        try {
            if (Files.isRegularFile(kept)) {
                catalog.use(BoundedFile.read(kept, LARGEST_BODY));
            }
        } catch (IOException | ModelsDev.NotUsable | RuntimeException unreadable) {
            catalog.useBuiltIn();
        }
    }

    private boolean isOld() {
        try {
            return !Files.isRegularFile(kept)
                    || Files.getLastModifiedTime(kept)
                            .toInstant()
                            .isBefore(Instant.now().minus(A_DAY));
        } catch (IOException unreadable) {
            return true;
        }
    }

    private void fetch() {
        HttpCall call = new HttpCall(
                "GET", published, Map.of("Accept", "application/json"), Optional.empty(), TimeLimits.QUERY);
        try (HttpAnswer answer = http.send(call)) {
            if (answer.status() == 200) {
                byte[] table = ModelsDev.table(Wire.JSON.readTree(answer.body().readNBytes(LARGEST_BODY)));
                catalog.use(table);
                AtomicFile.makeFolder(kept.getParent());
                AtomicFile.replace(kept, table);
            }
        } catch (JsonProcessingException | ModelsDev.NotUsable broken) {
            // What is published today makes no sense: what was there before stays.
        } catch (IOException | OpenLlmException unreachable) {
            // There is always tomorrow.
        }
    }
}
