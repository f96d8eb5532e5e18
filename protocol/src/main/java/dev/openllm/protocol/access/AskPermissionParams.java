package dev.openllm.protocol.access;

/**
 * A connected program that wants to do something for the first time.
 *
 * @param consumer the program's name, as it gave it
 * @param permission what it wants to do
 */
public record AskPermissionParams(String consumer, PeerPermission permission) {}
