/**
 * The fields of the configuration, their types and limits, and values with their sources. This package reads no files
 * and must not depend on any other package of {@code config}.
 */
package dev.openllm.server.config.schema;
