package dev.openllm.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.config.SettingsParams;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests how the server finds the configuration for a program that names its current folder: the same file as for a
 * command, whatever the language of the program.
 */
class FoldersOfProgramsTest {

    @TempDir
    Path temp;

    private Path repository;
    private Path subfolder;

    @BeforeEach
    void open() throws Exception {
        repository = temp.resolve("repository");
        subfolder = Files.createDirectories(repository.resolve("src/deep"));
        Files.createDirectories(repository.resolve(".git"));
        Path file = repository.resolve(".config/openllm/config.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "default_model: team/model\n");
    }

    private LiveConfig openFolder(Path folder, boolean isEditor) {
        LiveConfig live = LiveConfig.of(
                new ConfigLocations(List.of(temp.resolve("home/openllm"))), Map.of("HOME", temp.toString()));
        live.applySettings(new SettingsParams(
                null,
                null,
                List.of(folder.toString()),
                true,
                NetworkSettings.SYSTEM,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                isEditor));
        return live;
    }

    @Test
    void theFileAtTheRepositoryRootIsUsed() {
        try (LiveConfig live = openFolder(subfolder, false)) {
            assertEquals(Optional.of("team/model"), live.current().defaultModel());
            assertEquals(List.of(repository.toString()), live.folders());
        }
    }

    @Test
    void anEditorOpensExactlyTheFoldersItNames() {
        try (LiveConfig live = openFolder(subfolder, true)) {
            assertEquals(Optional.empty(), live.current().defaultModel());
            assertEquals(List.of(subfolder.toString()), live.folders());
        }
    }

    @Test
    void theHomeFolderIsNotAWorkspace() {
        try (LiveConfig live = openFolder(temp, false)) {
            assertEquals(List.of(), live.folders());
        }
    }

    @Test
    void outsideARepositoryNoParentFolderIsUsed() throws Exception {
        Files.delete(repository.resolve(".git"));
        try (LiveConfig live = openFolder(subfolder, false)) {
            assertEquals(Optional.empty(), live.current().defaultModel());
        }
    }
}
