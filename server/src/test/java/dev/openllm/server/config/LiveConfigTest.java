package dev.openllm.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.openllm.server.testing.TestTimeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that a change to a file takes effect without a restart, however the file is written, and that an invalid file
 * does no harm.
 */
class LiveConfigTest {

    @TempDir
    Path temp;

    private ConfigFolder folder;
    private LiveConfig live;
    private final BlockingQueue<Config> changes = new LinkedBlockingQueue<>();

    @BeforeEach
    void open() {
        folder = new ConfigFolder(temp);
        live = LiveConfig.of(folder.places());
        live.applySettings(folder.settings("{}", "{}", true));
        live.onChange(changes::add);
    }

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    void anAddedFileTakesEffect() throws Exception {
        folder.user("default_model: a/new");

        changed(c -> c.defaultModel().equals(Optional.of("a/new")));
    }

    @Test
    void aReplacedFileTakesEffect() throws Exception {
        Path fresh = temp.resolve("fresh");
        folder.user("default_model: a/old");
        changed(c -> c.defaultModel().equals(Optional.of("a/old")));
        Files.writeString(fresh, "default_model: a/new");
        Files.move(fresh, folder.userFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        changed(c -> c.defaultModel().equals(Optional.of("a/new")));
    }

    @Test
    void aChangeToALinkTargetIsDetected() throws Exception {
        Path real = temp.resolve("dotfiles/openllm.yaml");
        Files.createDirectories(real.getParent());
        Files.writeString(real, "default_model: a/old");
        Files.createDirectories(folder.userFile().getParent());
        Files.createSymbolicLink(folder.userFile(), real);
        changed(c -> c.defaultModel().equals(Optional.of("a/old")));
        Files.writeString(real, "default_model: a/new");

        changed(c -> c.defaultModel().equals(Optional.of("a/new")));
    }

    @Test
    void aDeletedFileTakesEffect() throws Exception {
        folder.workspace("default_model: a/old");
        changed(c -> c.defaultModel().isPresent());
        Files.delete(folder.workspaceFile());

        changed(c -> c.defaultModel().isEmpty());
    }

    @Test
    void anInvalidFilePreservesTheLastValidStateAndReportsItsError() throws Exception {
        folder.user("default_model: a/good\n");
        changed(c -> c.defaultModel().isPresent());
        folder.user("default_model: a/good\nproviders: [a\n");
        Config broken = changed(c -> !c.problems().isEmpty());

        assertEquals(Optional.of("a/good"), broken.defaultModel());
        assertEquals(3, broken.problems().getFirst().line());
        assertEquals(
                Optional.of(folder.userFile().toString()),
                broken.problems().getFirst().file());
    }

    @Test
    void aCorrectedFileHasNoRemainingProblems() throws Exception {
        folder.user("providers: [a\n");
        changed(c -> !c.problems().isEmpty());
        folder.user("providers: [a]\n");

        assertEquals(List.of(), changed(c -> !c.providers().isEmpty()).problems());
    }

    @Test
    void settingsTakeEffectImmediately() {
        live.applySettings(folder.settings("{\"defaultModel\":\"a/b\"}", "{}", true));

        assertEquals(Optional.of("a/b"), live.current().defaultModel());
    }

    @Test
    void nothingIsReportedIfNothingChanged() throws IOException {
        live.applySettings(folder.settings("{}", "{}", true));

        assertTrue(changes.isEmpty());
    }

    @Test
    void aFailingListenerDoesNotStopOthers() throws Exception {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> {});
        try (LiveConfig other = LiveConfig.of(folder.places())) {
            BlockingQueue<Config> heard = new LinkedBlockingQueue<>();
            other.onChange(config -> {
                throw new IllegalStateException("fault of a listener");
            });
            other.onChange(heard::add);
            folder.user("default_model: a/b");

            assertTrue(heard.poll(TestTimeouts.SECONDS, TimeUnit.SECONDS) != null);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    /** Waits for a configuration that matches. */
    private Config changed(Predicate<Config> wanted) throws InterruptedException {
        if (wanted.test(live.current())) {
            return live.current();
        }
        while (true) {
            Config next = changes.poll(TestTimeouts.SECONDS, TimeUnit.SECONDS);
            assertTrue(next != null, "no change was seen");
            if (wanted.test(next)) {
                return next;
            }
        }
    }
}
