/**
 * Provides access to Windows functions for Unicode arguments, consoles, and trusted certificate authorities.
 *
 * <p>This package may depend on JNA, but not on any other package of the server. Each class checks whether the
 * operating system is Windows.
 */
package dev.openllm.server.windows;
