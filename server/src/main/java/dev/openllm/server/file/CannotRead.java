package dev.openllm.server.file;

import dev.openllm.protocol.text.UserText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;

/**
 * An error that explains to the user why a file cannot be read. The reason is worded as the end of a sentence, such as
 * {@code it is not a regular file}.
 */
public final class CannotRead extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient UserText reason;

    public CannotRead(UserText reason) {
        super(reason.english());
        this.reason = reason;
    }

    /**
     * Returns the user-facing reason for a failure to read a file. The reason never contains the message of any
     * exception other than {@code CannotRead}, because such a message could quote the content of the file.
     */
    public static UserText reason(IOException failure) {
        if (failure instanceof CannotRead cannotRead) {
            return cannotRead.reason;
        }
        return failure instanceof AccessDeniedException
                ? UserText.of("you do not have permission to read it")
                : UserText.of("it is damaged");
    }
}
