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
        live = LiveConfig.of(folder.locations());
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

        awaitConfig(c -> c.defaultModel().equals(Optional.of("a/new")));
    }

    @Test
    void aReplacedFileTakesEffect() throws Exception {
        Path replacement = temp.resolve("fresh");
        folder.user("default_model: a/old");
        awaitConfig(c -> c.defaultModel().equals(Optional.of("a/old")));
        Files.writeString(replacement, "default_model: a/new");
        Files.move(replacement, folder.userFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        awaitConfig(c -> c.defaultModel().equals(Optional.of("a/new")));
    }

    @Test
    void aChangeToALinkTargetIsDetected() throws Exception {
        Path target = temp.resolve("dotfiles/openllm.yaml");
        Files.createDirectories(target.getParent());
        Files.writeString(target, "default_model: a/old");
        Files.createDirectories(folder.userFile().getParent());
        Files.createSymbolicLink(folder.userFile(), target);
        awaitConfig(c -> c.defaultModel().equals(Optional.of("a/old")));
        Files.writeString(target, "default_model: a/new");

        awaitConfig(c -> c.defaultModel().equals(Optional.of("a/new")));
    }

    @Test
    void aDeletedFileTakesEffect() throws Exception {
        folder.workspace("default_model: a/old");
        awaitConfig(c -> c.defaultModel().isPresent());
        Files.delete(folder.workspaceFile());

        awaitConfig(c -> c.defaultModel().isEmpty());
    }

    @Test
    void anInvalidFilePreservesTheLastValidStateAndReportsItsError() throws Exception {
        folder.user("default_model: a/good\n");
        awaitConfig(c -> c.defaultModel().isPresent());
        folder.user("default_model: a/good\nproviders: [a\n");
        Config config = awaitConfig(c -> !c.problems().isEmpty());

        assertEquals(Optional.of("a/good"), config.defaultModel());
        assertEquals(3, config.problems().getFirst().line());
        assertEquals(
                Optional.of(folder.userFile().toString()),
                config.problems().getFirst().file());
    }

    @Test
    void aCorrectedFileHasNoRemainingProblems() throws Exception {
        folder.user("providers: [a\n");
        awaitConfig(c -> !c.problems().isEmpty());
        folder.user("providers: [a]\n");

        assertEquals(List.of(), awaitConfig(c -> !c.providers().isEmpty()).problems());
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
        Thread.UncaughtExceptionHandler originalHandler = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {});
        try (LiveConfig otherConfig = LiveConfig.of(folder.locations())) {
            BlockingQueue<Config> received = new LinkedBlockingQueue<>();
            otherConfig.onChange(config -> {
                throw new IllegalStateException("fault of a listener");
            });
            otherConfig.onChange(received::add);
            folder.user("default_model: a/b");

            assertTrue(received.poll(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS) != null);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(originalHandler);
        }
    }

    /** Waits for a configuration that matches. */
    private Config awaitConfig(Predicate<Config> condition) throws InterruptedException {
        if (condition.test(live.current())) {
            return live.current();
        }
        while (true) {
            Config config = changes.poll(TestTimeouts.WAIT_SECONDS, TimeUnit.SECONDS);
            assertTrue(config != null, "no change was seen");
            if (condition.test(config)) {
                return config;
            }
        }
    }
}
