/**
 * Converts message parts to text that models understand, for APIs that have no field for these parts. This package may
 * depend on {@code protocol}.
 */
package dev.openllm.server.dialect.parts;
