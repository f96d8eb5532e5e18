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

    static final URI DATA_URL = URI.create("https://models.dev/api.json");

    private static final Duration MAX_AGE = Duration.ofDays(1);

    /** The maximum size of the downloaded data: 64 MiB. The currently published data is about 3 MB in size. */
    private static final int MAX_BODY_BYTES = 64 * 1024 * 1024;

    private final Catalog catalog;
    private final HttpSender http;
    private final URI dataUrl;
    private final Path storedTable;
    private boolean active;

    CatalogRefresh(Catalog catalog, HttpSender http, URI dataUrl, Path folder) {
        this.catalog = catalog;
        this.http = http;
        this.dataUrl = dataUrl;
        this.storedTable = folder.resolve("models.tsv");
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
     * @param onChanged the callback to invoke when the model data might have changed
     */
    synchronized void apply(boolean enabled, Runnable onChanged) {
        if (enabled != active) {
            active = enabled;
            Thread.ofVirtual().name("catalog").start(() -> {
                if (enabled) {
                    run();
                } else {
                    stop();
                }
                onChanged.run();
            });
        }
    }

    /**
     * Loads the stored model data and, if the data is older than a day, downloads current data. Blocks until the
     * download has ended.
     */
    synchronized void run() {
        useStoredTable();
        if (isOutdated()) {
            download();
        }
    }

    /** Switches back to the model data bundled with this version. */
    synchronized void stop() {
        catalog.restoreBundledTable();
    }

    private void useStoredTable() {
        try {
            if (Files.isRegularFile(storedTable)) {
                catalog.replaceTable(BoundedFile.read(storedTable, MAX_BODY_BYTES));
            }
        } catch (IOException | ModelsDev.NotUsable | RuntimeException unreadable) {
            catalog.restoreBundledTable();
        }
    }

    private boolean isOutdated() {
        try {
            return !Files.isRegularFile(storedTable)
                    || FileAge.isOlderThan(MAX_AGE, Files.getLastModifiedTime(storedTable));
        } catch (IOException unreadable) {
            return true;
        }
    }

    private void download() {
        HttpCall call =
                new HttpCall("GET", dataUrl, Map.of("Accept", "application/json"), Optional.empty(), TimeLimits.QUERY);
        try (HttpAnswer response = http.send(call)) {
            if (response.status() == 200) {
                byte[] table =
                        ModelsDev.toTable(Wire.JSON.readTree(response.body().readNBytes(MAX_BODY_BYTES)));
                catalog.replaceTable(table);
                AtomicFile.createFolder(storedTable.getParent());
                AtomicFile.replace(storedTable, table);
            }
        } catch (JsonProcessingException | ModelsDev.NotUsable broken) {
            // The downloaded data is invalid, so the previous data remains in use.
        } catch (IOException | OpenLlmException unreachable) {
            // The previous data remains in use. The next process that starts retries the download.
        }
    }
}
