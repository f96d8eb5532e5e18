/**
 * The APIs of providers: neutral conversations become JSON requests, JSON responses become neutral events.
 *
 * <p>Code without I/O, tested with recorded bytes. Each dialect has a package of its own and one class that implements
 * {@link dev.openllm.server.dialect.Dialect}.
 *
 * <p>This package may use {@code protocol} and Jackson. No other package, no sockets, no files, no clock.
 */
package dev.openllm.server.dialect;
