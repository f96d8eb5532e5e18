package dev.openllm.server.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.text.UserText;

/**
 * The format of the state files that contain the user's decisions and names. Different versions of this product share
 * these files, for example, an older version in a VS Code window and a newer version of the command. Fields can be
 * added but are never removed. A field is added without a new format version only if programs that do not know the
 * field still make the same decisions; such programs preserve the field when they rewrite the file. For any other
 * change, {@link #VERSION} is incremented. A file with a higher {@code version} is not used: nothing in the file is
 * treated as allowed, and the file is not changed.
 */
public final class StateFormat {

    /** The highest format version that this program supports. A file that does not specify a version has version 1. */
    public static final int VERSION = 1;

    private StateFormat() {}

    /** Checks the version of a file. @throws CannotRead if a newer version of this product wrote the file */
    public static void require(JsonNode root) throws CannotRead {
        if (root.has("version") && root.path("version").asInt(Integer.MAX_VALUE) > VERSION) {
            throw new CannotRead(
                    UserText.of("the file was written by a newer version of Open LLM Provider. Update Open LLM "
                            + "Provider to use the file"));
        }
    }
}
