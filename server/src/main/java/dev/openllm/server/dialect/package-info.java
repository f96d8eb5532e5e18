/**
 * How providers are spoken to: neutral conversations become JSON requests, JSON answers become neutral events.
 *
 * <p>Code without I/O, tested from recorded bytes. Each dialect has a package of its own and one class that
 * implements {@link dev.openllm.server.dialect.Dialect}.
 *
 * <p>May touch: {@code protocol} and Jackson. No other room, no sockets, no files, no clock.
 */
package dev.openllm.server.dialect;
