/**
 * The AOT cache that makes the program start quickly. If the package contains no cache, it is created on the user's
 * machine.
 *
 * <p>This package does not depend on any other package of the server, so that a training starts as a small process.
 */
package dev.openllm.server.startup;
