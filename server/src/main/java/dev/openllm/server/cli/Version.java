package dev.openllm.server.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of this program, from the manifest of its jar. */
final class Version implements IVersionProvider {

    static final String NUMBER =
            Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("development");

    @Override
    public String[] getVersion() {
        return new String[] {"open-llm " + NUMBER};
    }
}
