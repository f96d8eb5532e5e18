package dev.openllm.server.file;

import dev.openllm.protocol.text.UserText;
import java.io.IOException;
import java.util.Optional;

/** Why a file is not written, as the end of a sentence for the user: {@code it is read-only}. */
public final class CannotWrite extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient UserText why;

    public CannotWrite(UserText why) {
        super(why.english());
        this.why = why;
    }

    /**
     * The reason of a failure to write. Of those that the system reports, the usual ones: any other message may quote
     * anything.
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

    /** What to say after a sentence without the reason: the reason where it is known, else the usual advice. */
    public static UserText advice(IOException failure, UserText usual) {
        if (failure instanceof CannotRead unreadable) {
            return UserText.of("The file is not changed because {0}.", CannotRead.reason(unreadable));
        }
        return reason(failure)
                .map(why -> UserText.of("The file is not changed because {0}.", why))
                .orElse(usual);
    }
}
