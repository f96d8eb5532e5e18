package dev.openllm.protocol.access;

/**
 * The first request of a connected program for a permission.
 *
 * @param consumer the program's name, as it reported it
 * @param permission the requested permission
 */
public record AskPermissionParams(String consumer, PeerPermission permission) {}
