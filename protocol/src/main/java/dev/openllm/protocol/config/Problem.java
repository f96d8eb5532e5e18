package dev.openllm.protocol.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.openllm.protocol.text.MessageTemplate;
import dev.openllm.protocol.text.UserText;
import java.util.Optional;

/**
 * A problem with the configuration.
 *
 * @param severity the severity of the problem
 * @param message a description of the problem and its solution, in one sentence
 * @param file the path of the file; absent for settings and environment variables
 * @param line the one-based line; 0 if unknown
 * @param column the one-based column; 0 if unknown
 * @param setting the path of the setting or field, such as {@code providers[2].api_base}
 * @param messageTemplate the template of the message, for translation
 */
public record Problem(
        Severity severity,
        String message,
        Optional<String> file,
        int line,
        int column,
        Optional<String> setting,
        Optional<MessageTemplate> messageTemplate) {

    public Problem(
            Severity severity,
            UserText message,
            Optional<String> file,
            int line,
            int column,
            Optional<String> setting) {
        this(severity, message.english(), file, line, column, setting, message.template());
    }

    /** Creates a problem whose message is not translated. */
    public Problem(
            Severity severity, String message, Optional<String> file, int line, int column, Optional<String> setting) {
        this(severity, message, file, line, column, setting, Optional.empty());
    }

    /** Returns the message together with its template. */
    public UserText text() {
        return new UserText(message, messageTemplate);
    }

    /** The severity of a problem. */
    public enum Severity {
        @JsonProperty("error")
        ERROR,
        @JsonProperty("warning")
        WARNING,
        @JsonProperty("information")
        INFORMATION
    }
}
