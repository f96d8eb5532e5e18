package dev.openllm.server.rpc;

import dev.openllm.protocol.config.ConfirmTrustParams;
import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.LiveConfig;
import dev.openllm.server.config.WorkspaceFile;
import dev.openllm.server.config.trust.WorkspaceTrust.Verdict;
import dev.openllm.server.rpc.jsonrpc.InternalErrors;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Asks the user about changed configuration files in a workspace that the editor trusts. The initial content of each
 * file is stored as trusted. If a change to a file causes data to be sent to a different destination, the file is
 * ignored until the user agrees to the change.
 */
public final class ChangedWorkspaces {

    private final LiveConfig config;
    private final OwnerClient ownerClient;
    private final Function<Path, List<UserText>> describeSelections;
    private final Set<String> handled = ConcurrentHashMap.newKeySet();

    /** @param describeSelections a function that describes the configuration in a folder's file, one list element per line */
    public ChangedWorkspaces(
            LiveConfig config, OwnerClient ownerClient, Function<Path, List<UserText>> describeSelections) {
        this.config = config;
        this.ownerClient = ownerClient;
        this.describeSelections = describeSelections;
    }

    /** Registers a check of the workspace files that runs whenever the configuration is reloaded. */
    public void follow() {
        config.onReload(this::checkWorkspaces);
    }

    private void checkWorkspaces() {
        SettingsParams settings = config.settings();
        if (!settings.asksForTrust() || !settings.trusted()) {
            return;
        }
        for (WorkspaceFile file : config.workspaceFiles()) {
            boolean undecided = file.readable() && file.verdict() != Verdict.TRUSTED;
            if (undecided && handled.add(file.folder() + " " + file.fingerprint())) {
                Thread.ofVirtual().name("workspace-trust").start(() -> decide(file));
            }
        }
    }

    private void decide(WorkspaceFile file) {
        try {
            if (file.used() || isWanted(file)) {
                config.trust().remember(file.folder(), file.fingerprint(), true);
                config.reload();
            }
        } catch (OpenLlmException unwritable) {
            InternalErrors.log(unwritable);
        }
    }

    private boolean isWanted(WorkspaceFile file) {
        List<UserText> lines = describeSelections.apply(file.folder());
        return ownerClient.confirmTrust(new ConfirmTrustParams(
                file.folder().toString(),
                file.file().toString(),
                lines.stream().map(UserText::english).toList(),
                Optional.of(
                        lines.stream().flatMap(line -> line.template().stream()).toList())));
    }
}
