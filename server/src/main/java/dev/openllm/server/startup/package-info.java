/**
 * The AOT cache that makes the program start quickly, created on the user's machine if the package contains none.
 *
 * <p>This package does not depend on any other package of the server, so that a training starts as a small process.
 */
package dev.openllm.server.startup;
