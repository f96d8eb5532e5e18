package dev.openllm.server.file;

import dev.openllm.protocol.text.UserText;
import java.io.IOException;
import java.util.Optional;

/**
 * An error that explains to the user why a file is not written. The reason is worded as the end of a sentence, such as
 * {@code it is read-only}.
 */
public final class CannotWrite extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient UserText why;

    public CannotWrite(UserText why) {
        super(why.english());
        this.why = why;
    }

    /**
     * Returns the reason for a failure to write a file, or an empty result if the failure is not a common one. The
     * messages of other failures are not returned, because they could quote any content.
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
     * Returns the advice to append to an error message: a sentence that contains the reason if the reason is known;
     * otherwise, the given advice.
     */
    public static UserText advice(IOException failure, UserText usual) {
        if (failure instanceof CannotRead unreadable) {
            return UserText.of("The file is not changed because {0}.", CannotRead.reason(unreadable));
        }
        return reason(failure)
                .map(why -> UserText.of("The file is not changed because {0}.", why))
                .orElse(usual);
    }
}
