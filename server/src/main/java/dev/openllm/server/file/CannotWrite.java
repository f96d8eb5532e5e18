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

    private final transient UserText why;

    public CannotWrite(UserText why) {
        super(why.english());
        this.why = why;
    }

    /**
     * Returns the user-facing reason for a failure to write a file, or an empty result if the cause is not recognized.
     * The message of an unrecognized exception is never returned, because it could quote the content of the file.
     */
    public static Optional<UserText> reason(IOException failure) {
        if (failure instanceof CannotWrite known) {
            return Optional.of(known.why);
        }
        String reported = failure.getMessage() == null ? "" : failure.getMessage();
        if (reported.contains("No space left") || reported.contains("not enough space")) {
            return Optional.of(UserText.of("the disk is full"));
        }
        if (reported.contains("quota exceeded") || reported.contains("File too large")) {
            return Optional.of(UserText.of("it would exceed a system limit"));
        }
        return reported.contains("Read-only file system")
                ? Optional.of(UserText.of("the file system is read-only"))
                : Optional.empty();
    }

    /**
     * Returns advice to append to the message about a failure to write a file. If the reason for the failure is known,
     * the advice states that the file is not changed for this reason.
     *
     * @param usual the advice to return if the reason is not known
     */
    public static UserText advice(IOException failure, UserText usual) {
        if (failure instanceof CannotRead unreadable) {
            return UserText.of("The file was not changed because {0}.", CannotRead.reason(unreadable));
        }
        return reason(failure)
                .map(why -> UserText.of("The file was not changed because {0}.", why))
                .orElse(usual);
    }
}
