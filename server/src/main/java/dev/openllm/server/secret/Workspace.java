package dev.openllm.server.secret;

import java.util.List;

/**
 * The open folders and whether the user trusts them.
 *
 * @param folders the absolute paths of the open folders
 */
public record Workspace(List<String> folders, boolean trusted) {

    public Workspace {
        folders = List.copyOf(folders);
    }
}
