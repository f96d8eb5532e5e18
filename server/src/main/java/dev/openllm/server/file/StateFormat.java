package dev.openllm.server.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openllm.protocol.text.UserText;

/**
 * The format of the state files that contain the user's decisions, such as trusted folders, and names, such as the
 * names of API keys. Different versions of this product share these files. For example, a VS Code window can run an
 * older version than the command line. Fields can be added but are never removed. A field can be added without a new
 * format version only if older versions, which do not recognize the field, still make the same decisions; older
 * versions preserve the field when they rewrite the file. For any other change, {@link #VERSION} is incremented. If the
 * {@code version} in a file is higher than {@link #VERSION}, the file is not used: nothing in the file is treated as
 * allowed, and the file is not changed.
 */
public final class StateFormat {

    /**
     * The highest format version that this version of the product supports. A file that does not specify a format
     * version has version 1.
     */
    public static final int VERSION = 1;

    private StateFormat() {}

    /**
     * Checks the format version of a file.
     *
     * @throws CannotRead if the file was written by a newer version of this product
     */
    public static void requireSupported(JsonNode root) throws CannotRead {
        if (root.has("version") && root.path("version").asInt(Integer.MAX_VALUE) > VERSION) {
            throw new CannotRead(
                    UserText.of("the file was written by a newer version of Open LLM Provider. Update Open LLM "
                            + "Provider to use the file"));
        }
    }
}
