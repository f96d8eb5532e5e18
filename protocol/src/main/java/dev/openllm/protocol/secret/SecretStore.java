package dev.openllm.protocol.secret;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a key can live, in the order in which it is looked for. */
public enum SecretStore {
    /** A variable of the environment the server was started in. Read only. */
    @JsonProperty("environment")
    ENVIRONMENT,
    /** VS Code's SecretStorage, through the client that declared it. */
    @JsonProperty("vscode")
    VSCODE,
    /** The keychain of the operating system. */
    @JsonProperty("keychain")
    KEYCHAIN,
    /** A {@code .env} file. */
    @JsonProperty("dotenv")
    DOTENV
}
