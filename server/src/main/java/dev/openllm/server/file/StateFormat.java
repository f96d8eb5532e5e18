package dev.openllm.server.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.text.UserText;

/**
 * The format of the state files with the user's decisions and names, which several versions of this product share: an
 * old window and a new command, or vice versa. Fields are only ever added, and a field is added without a new version
 * only if a program that does not know it still decides the same; the field stays when such a program rewrites the
 * file. For anything else {@link #VERSION} grows, and a file with a higher {@code version} is not used: nothing in it
 * counts as allowed, and nothing is written to it.
 */
public final class StateFormat {

    /** The highest version that this program supports; that of a file without one is 1. */
    public static final int VERSION = 1;

    private StateFormat() {}

    /** @throws CannotRead when a newer version of this product wrote the file */
    public static void require(JsonNode root) throws CannotRead {
        if (root.has("version") && root.path("version").asInt(Integer.MAX_VALUE) > VERSION) {
            throw new CannotRead(
                    UserText.of("the file was written by a newer version of Open LLM Provider. Update this version to "
                            + "use the file"));
        }
    }
}
