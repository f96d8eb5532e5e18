/**
 * Defines the configuration fields, the types and limits of the fields, and the values and their sources. This package
 * reads no files and must not depend on any other package of {@code config}.
 */
package dev.openllm.server.config.schema;
