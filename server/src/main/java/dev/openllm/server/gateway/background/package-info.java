/**
 * Starts, finds, and stops the gateway that runs in the background for a user, and manages its log and the files that
 * cause the system to start it at login. This package is independent of the APIs and does not depend on any other
 * package of {@code gateway}.
 */
package dev.openllm.server.gateway.background;
