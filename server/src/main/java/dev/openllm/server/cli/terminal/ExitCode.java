package dev.openllm.server.cli.terminal;

import dev.openllm.protocol.error.ErrorKind;
import java.util.LinkedHashMap;
import java.util.Map;

/** The exit codes of all commands. */
public enum ExitCode {
    OK(0, "success"),
    /** The provider or the model failed, or its response is invalid. */
    FAILED(1, "the provider refused or failed"),
    /** The command line is invalid. */
    USAGE(2, "wrong usage"),
    CONFIGURATION(3, "wrong configuration, or no such provider or model"),
    AUTH(4, "the key is missing, refused, or may not do this"),
    UNREACHABLE(5, "the provider cannot be reached or did not answer in time"),
    TRY_LATER(6, "rate limit, quota or overload: may work later"),
    OUTPUT(7, "the output could not be written"),
    /** 128 and the number of SIGINT, as the JVM itself ends after it. */
    CANCELLED(130, "interrupted (Ctrl-C)");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    /** Every code with its meaning, as shown in the help of each command. */
    public static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (ExitCode exitCode : values()) {
            meanings.put(Integer.toString(exitCode.code), exitCode.meaning);
        }
        return meanings;
    }

    public static ExitCode of(ErrorKind kind) {
        return switch (kind) {
            case AUTH, PERMISSION -> AUTH;
            case CONFIG, MODEL_NOT_FOUND -> CONFIGURATION;
            case NETWORK, TIMEOUT -> UNREACHABLE;
            case RATE_LIMITED, QUOTA, OVERLOADED -> TRY_LATER;
            case CANCELLED -> CANCELLED;
            case INVALID_REQUEST, CONTEXT_TOO_LONG, CONTENT_FILTERED, BAD_RESPONSE, INTERNAL -> FAILED;
        };
    }
}
