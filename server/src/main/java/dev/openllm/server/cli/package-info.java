/**
 * The command line, written against {@code OpenLlmServer}: in this process, or a running one.
 *
 * <p>May touch: {@code protocol} only; {@code Application} hands it the rest.
 */
package dev.openllm.server.cli;
