/**
 * The fields a configuration may have, their types and limits, and values with the source they came from. It reads no
 * file; it depends on no other package of {@code config}.
 */
package dev.openllm.server.config.schema;
