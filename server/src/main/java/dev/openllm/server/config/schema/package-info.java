/**
 * Defines the configuration schema (the fields with their types and limits) and the representation of values and their
 * sources. This package reads no files and must not depend on any other package of {@code config}.
 */
package dev.openllm.server.config.schema;
