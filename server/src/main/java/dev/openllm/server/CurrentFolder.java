package dev.openllm.server;

import dev.openllm.protocol.config.NetworkSettings;
import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.cli.session.WorkspaceFolders;
import dev.openllm.server.config.Config;
import dev.openllm.server.config.ConfigLocations;
import dev.openllm.server.config.LiveConfig;
import dev.openllm.server.config.WorkspaceFile;
import dev.openllm.server.config.trust.TrustDecision;
import dev.openllm.server.config.trust.WorkspaceLookup;
import dev.openllm.server.config.trust.WorkspaceTrust;
import dev.openllm.server.file.HomeFolder;
import dev.openllm.server.provider.endpoint.SelectedModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Determines the folders whose configuration the command line uses, and manages the user's trust decisions for these
 * folders on this machine.
 *
 * @param current the current folder of the process
 */
record CurrentFolder(Path current, ConfigLocations locations, Map<String, String> environment)
        implements WorkspaceFolders {

    static CurrentFolder ofThisProcess() {
        return new CurrentFolder(path(), ConfigLocations.ofThisMachine(), System.getenv());
    }

    static Path path() {
        return Path.of("").toAbsolutePath();
    }

    private WorkspaceLookup lookup() {
        return new WorkspaceLookup(HomeFolder.of(environment), ConfigLocations::workspaceFile);
    }

    private WorkspaceTrust trust() {
        return WorkspaceTrust.of(locations.userFolders(), environment);
    }

    @Override
    public Optional<Path> open() {
        return lookup().resolve(current);
    }

    @Override
    public Optional<Found> find(Path folder) {
        return lookup().nearest(folder).flatMap(this::found);
    }

    private Optional<Found> found(Path folder) {
        try (LiveConfig config = LiveConfig.of(locations)) {
            config.applySettings(settings(folder, false));
            return config.workspaceFiles().stream().findFirst().map(this::found);
        }
    }

    private Found found(WorkspaceFile file) {
        return new Found(
                file.folder(),
                file.file(),
                state(file),
                describe(file.folder()).stream().map(UserText::english).toList(),
                file.fingerprint());
    }

    /**
     * Describes the configuration that the file in a folder would specify if the file were trusted, one list element
     * per line. The user's own files are not included.
     */
    static List<UserText> describe(Path folder) {
        try (LiveConfig folderConfig = LiveConfig.of(new ConfigLocations(List.of()))) {
            folderConfig.applySettings(settings(folder, true));
            Config config = folderConfig.current();
            List<UserText> lines = new ArrayList<>(SelectedModels.lines(config));
            if (Files.exists(folder.resolve(".env")) || Files.exists(folder.resolve(".config/openllm/.env"))) {
                lines.add(UserText.of("API keys from the folder's .env file"));
            }
            config.problems()
                    .forEach(problem -> lines.add(UserText.of("Line {0}: {1}", problem.line(), problem.text())));
            return lines;
        }
    }

    private static SettingsParams settings(Path folder, boolean trusted) {
        return new SettingsParams(null, null, List.of(folder.toString()), trusted, NetworkSettings.SYSTEM);
    }

    @Override
    public void remember(Found found, boolean trusted) {
        trust().remember(found.folder(), found.fingerprint(), trusted);
    }

    @Override
    public boolean forget(Path folder) {
        return trust().forget(folder);
    }

    @Override
    public List<Decision> decisions() {
        List<Decision> decisions = new ArrayList<>();
        for (Path trustedFolder : trust().environmentFolders()) {
            decisions.add(new Decision(
                    trustedFolder.toString(), "trusted by " + WorkspaceTrust.TRUST_VARIABLE, Optional.empty()));
        }
        List<TrustDecision> remembered = trust().decisions();
        remembered.stream()
                .map(TrustDecision::folder)
                .distinct()
                .map(folder -> decision(folder, remembered))
                .forEach(decisions::add);
        return decisions;
    }

    private Decision decision(String folder, List<TrustDecision> remembered) {
        TrustDecision latest = remembered.stream()
                .filter(decision -> decision.folder().equals(folder))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        Path path = Path.of(folder);
        if (!Files.exists(ConfigLocations.workspaceFile(path))) {
            return new Decision(folder, "missing", Optional.ofNullable(latest.decided()));
        }
        String state = found(path).map(found -> label(found.state())).orElse("missing");
        return new Decision(folder, state, Optional.ofNullable(latest.decided()));
    }

    private static String label(State state) {
        return switch (state) {
            case TRUSTED -> "trusted";
            case UNKNOWN, CHANGED -> "changed";
            case DECLINED -> "not trusted";
            case UNREADABLE -> "unreadable";
        };
    }

    private static State state(WorkspaceFile file) {
        if (!file.readable()) {
            return State.UNREADABLE;
        }
        return switch (file.verdict()) {
            case TRUSTED -> State.TRUSTED;
            case UNKNOWN -> State.UNKNOWN;
            case CHANGED -> State.CHANGED;
            case DECLINED -> State.DECLINED;
        };
    }
}
