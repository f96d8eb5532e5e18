package dev.openllm.server.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;

/** Why a file is not read, as the end of a sentence for the user: {@code it is not a regular file}. */
public final class CannotRead extends IOException {

    private static final long serialVersionUID = 1L;

    public CannotRead(String why) {
        super(why);
    }

    /** The reason of any failure to read, in the same form. Never the message of another exception, which may quote. */
    public static String reason(IOException failure) {
        if (failure instanceof CannotRead known) {
            return known.getMessage();
        }
        return failure instanceof AccessDeniedException ? "you may not read it" : "it is damaged";
    }
}
