/**
 * The ahead-of-time (AOT) cache, which shortens the startup of the program. If the installed product does not contain a
 * cache, one is created on the user's machine.
 *
 * <p>This package does not depend on any other package of the server, so that a training run starts as a small process.
 */
package dev.openllm.server.startup;
