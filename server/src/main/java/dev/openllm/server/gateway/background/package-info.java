/**
 * The gateway that runs in the background for its user: starting, finding, and stopping it, its log, and the files that
 * make the system start it at login. This package is independent of the APIs and does not depend on any other package
 * of {@code gateway}.
 */
package dev.openllm.server.gateway.background;
