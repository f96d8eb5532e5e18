package dev.openllm.server.cli.terminal;

import dev.openllm.protocol.error.ErrorKind;
import java.util.LinkedHashMap;
import java.util.Map;

/** The exit codes of all commands. */
public enum ExitCode {
    OK(0, "success"),
    /** The request failed at the provider, or the response is invalid. */
    FAILED(1, "the provider rejected the request or failed"),
    /** The command line is invalid. */
    USAGE(2, "invalid command line"),
    CONFIGURATION(3, "invalid configuration, or unknown provider or model"),
    AUTH(4, "the API key is missing, rejected, or lacks permission"),
    UNREACHABLE(5, "the provider is unreachable or timed out"),
    TRY_LATER(6, "rate limit, quota, or overload; try again later"),
    OUTPUT(7, "the output could not be written"),
    /** 128 plus the signal number of SIGINT. The JVM exits with the same code after this signal. */
    CANCELLED(130, "interrupted (Ctrl-C)");

    private final int code;
    private final String description;

    ExitCode(int code, String description) {
        this.code = code;
        this.description = description;
    }

    public int code() {
        return code;
    }

    /** Returns the meanings of the exit codes by code, as shown in the help of each command. */
    public static Map<String, String> descriptions() {
        Map<String, String> descriptions = new LinkedHashMap<>();
        for (ExitCode exitCode : values()) {
            descriptions.put(Integer.toString(exitCode.code), exitCode.description);
        }
        return descriptions;
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
