package dev.openllm.server.config;

import dev.openllm.protocol.config.Problem;
import dev.openllm.protocol.config.SettingsParams;
import dev.openllm.protocol.text.UserText;
import dev.openllm.server.config.trust.Fingerprint;
import dev.openllm.server.config.trust.WorkspaceTrust;
import dev.openllm.server.config.trust.WorkspaceTrust.Verdict;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Determines whether the configuration file of an open folder is in effect. If the file is not in effect, explains why.
 */
record WorkspaceFiles(WorkspaceTrust trust) {

    /**
     * Returns the workspace file together with the user's trust decision on the file, or an empty result if there is no
     * file.
     */
    Optional<WorkspaceFile> evaluate(YamlFile file, SettingsParams client) {
        if (!Files.exists(file.path(), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        Path folder = file.inside().orElseThrow();
        String fingerprint = Fingerprint.of(file.values());
        // The last values of a file that can no longer be read remain in effect, so the trust decision applies to these
        // values.
        Verdict verdict = trust.of(folder, file.read() ? Optional.of(fingerprint) : Optional.empty());
        boolean readable = file.failure().isEmpty();
        boolean used;
        if (client.asksForTrust()) {
            used = client.trusted() && (verdict == Verdict.TRUSTED || verdict == Verdict.UNKNOWN);
        } else {
            used = client.trusted() || verdict == Verdict.TRUSTED;
        }
        return Optional.of(new WorkspaceFile(folder, file.path(), fingerprint, verdict, used, readable));
    }

    static UserText ignoredReason(WorkspaceFile file, SettingsParams client) {
        if (client.asksForTrust() && !client.trusted()) {
            return UserText.of("This file is ignored because this workspace is not trusted.");
        }
        return file.verdict() == Verdict.CHANGED
                ? UserText.of("This file is ignored because it was changed after you trusted it and now sends data "
                                + "elsewhere. Run `open-llm trust` to use it.")
                        .inVsCode("This file is ignored because it was changed after you trusted it and now sends data "
                                + "elsewhere. To use the file, approve it when VS Code prompts you.")
                : UserText.of("This file is ignored because its folder is not trusted. Run `open-llm trust` to use it.")
                        .inVsCode("This file is ignored because its folder is not trusted. To use the file, approve it "
                                + "when VS Code prompts you.");
    }

    /**
     * Returns the problems that prevent trust decisions from taking effect, or an empty stream if every workspace file
     * is already in effect.
     */
    Stream<Problem> trustProblems(List<WorkspaceFile> workspaceFiles) {
        return workspaceFiles.stream().allMatch(WorkspaceFile::used)
                ? Stream.empty()
                : trust.problems().stream()
                        .map(message -> new Problem(
                                Problem.Severity.WARNING, message, Optional.empty(), 0, 0, Optional.empty()));
    }
}
