package dev.openllm.server.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.server.catalog.Catalog;
import dev.openllm.server.catalog.ModelsDev;
import dev.openllm.server.file.AtomicFile;
import dev.openllm.server.file.BoundedFile;
import dev.openllm.server.file.FileAge;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Downloads current model data from models.dev, for users who turned on {@code catalog.refresh}. The data is downloaded
 * at most once a day, stored in the user's cache folder, and used only if it is valid; otherwise, the last valid data
 * is used.
 */
final class CatalogRefresh {

    static final URI PUBLISHED = URI.create("https://models.dev/api.json");

    private static final Duration A_DAY = Duration.ofDays(1);

    /** The maximum size of the downloaded data: 64 MiB. The currently published data is about 3 MB in size. */
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

    /** Returns this product's cache folder. Its location follows the conventions of XDG, macOS, or Windows. */
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
     * Applies the {@code catalog.refresh} setting on a separate thread.
     *
     * @param changed the callback to invoke when the model data might have changed
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

    /**
     * Loads the stored model data and, if the data is older than a day, downloads current data. Blocks until the
     * download has ended.
     */
    synchronized void run() {
        useKept();
        if (isOld()) {
            fetch();
        }
    }

    /** Switches back to the model data bundled with this version. */
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
            return !Files.isRegularFile(kept) || FileAge.isOver(A_DAY, Files.getLastModifiedTime(kept));
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
            // The downloaded data is invalid, so the previous data remains in use.
        } catch (IOException | OpenLlmException unreachable) {
            // The previous data remains in use. The next process that starts retries the download.
        }
    }
}
