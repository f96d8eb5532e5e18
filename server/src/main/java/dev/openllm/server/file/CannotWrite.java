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

    /** The reason of a failure to write; empty if the system reported it, whose message may quote anything. */
    public static Optional<UserText> reason(IOException failure) {
        return failure instanceof CannotWrite known ? Optional.of(known.why) : Optional.empty();
    }
}
