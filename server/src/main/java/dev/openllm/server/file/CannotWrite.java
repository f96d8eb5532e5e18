package dev.openllm.server.file;

import java.io.IOException;

/** Why a file is not written, as the end of a sentence for a person: {@code it is read-only}. */
public final class CannotWrite extends IOException {

    private static final long serialVersionUID = 1L;

    public CannotWrite(String why) {
        super(why);
    }
}
