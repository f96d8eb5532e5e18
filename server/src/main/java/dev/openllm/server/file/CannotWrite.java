package dev.openllm.server.file;

import dev.openllm.protocol.text.UserText;
import java.io.IOException;
import java.util.Optional;

/**
 * An error that explains to the user why a file cannot be written. The reason is worded as the end of a sentence, such
 * as {@code it is read-only}.
 */
public final class CannotWrite extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient UserText reason;

    public CannotWrite(UserText reason) {
        super(reason.english());
        this.reason = reason;
    }

    /**
     * Returns the user-facing reason for a failure to write a file, or an empty result if the cause is not recognized.
     * The message of an unrecognized exception is never returned, because it could quote the content of the file.
     */
    public static Optional<UserText> reason(IOException failure) {
        if (failure instanceof CannotWrite cannotWrite) {
            return Optional.of(cannotWrite.reason);
        }
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        if (message.contains("No space left") || message.contains("not enough space")) {
            return Optional.of(UserText.of("the disk is full"));
        }
        if (message.contains("quota exceeded") || message.contains("File too large")) {
            return Optional.of(UserText.of("it would exceed a system limit"));
        }
        return message.contains("Read-only file system")
                ? Optional.of(UserText.of("the file system is read-only"))
                : Optional.empty();
    }

    /**
     * Returns advice to append to the message about a failure to write a file. If the reason for the failure is known,
     * the advice states that the file is not changed for this reason.
     *
     * @param defaultAdvice the advice to return if the reason is not known
     */
    public static UserText advice(IOException failure, UserText defaultAdvice) {
        if (failure instanceof CannotRead unreadable) {
            return UserText.of("The file was not changed because {0}.", CannotRead.reason(unreadable));
        }
        return reason(failure)
                .map(text -> UserText.of("The file was not changed because {0}.", text))
                .orElse(defaultAdvice);
    }
}
