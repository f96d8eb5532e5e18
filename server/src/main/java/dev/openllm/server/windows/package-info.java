/**
 * Functions of Windows: arguments in Unicode, consoles, trusted authorities.
 *
 * <p>This package may use JNA, and nothing of the server. Each class checks that this is Windows.
 */
package dev.openllm.server.windows;
