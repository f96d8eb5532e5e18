/**
 * The API formats of providers. Each dialect converts provider-neutral conversations to JSON requests, and JSON
 * responses to provider-neutral events.
 *
 * <p>The code performs no I/O and is tested with recorded responses. Each dialect has its own package, which contains a
 * class that implements {@link dev.openllm.server.dialect.Dialect}.
 *
 * <p>This package may depend on {@code protocol} and Jackson. It must not use other packages, sockets, files, or
 * clocks.
 */
package dev.openllm.server.dialect;
