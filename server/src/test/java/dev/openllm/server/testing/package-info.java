/** Shared test utilities, mainly real components that simulate the other side of a connection. */
package dev.openllm.server.testing;
