package dev.openllm.server.file;

import dev.openllm.protocol.text.UserText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;

/** Why a file is not read, as the end of a sentence for the user: {@code it is not a regular file}. */
public final class CannotRead extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient UserText why;

    public CannotRead(UserText why) {
        super(why.english());
        this.why = why;
    }

    /**
     * The reason of any failure to read, in the same form. Never the message of another exception, which may quote
     * content.
     */
    public static UserText reason(IOException failure) {
        if (failure instanceof CannotRead known) {
            return known.why;
        }
        return failure instanceof AccessDeniedException
                ? UserText.of("you do not have permission to read it")
                : UserText.of("it is damaged");
    }
}
