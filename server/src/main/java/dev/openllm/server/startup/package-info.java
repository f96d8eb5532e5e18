/**
 * The AOT cache with which the program starts quickly, made on the user's machine if the package contains none.
 *
 * <p>This package may use nothing of the server, so that a training starts as a small process.
 */
package dev.openllm.server.startup;
