/**
 * The fields of the configuration, their types and limits, and values with their source. It reads no file; it depends
 * on no other package of {@code config}.
 */
package dev.openllm.server.config.schema;
