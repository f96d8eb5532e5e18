/**
 * The AOT cache that lets the program start quickly, made on the user's machine where the package brings none.
 *
 * <p>May touch: nothing of the server, so that a training starts as a small process.
 */
package dev.openllm.server.startup;
