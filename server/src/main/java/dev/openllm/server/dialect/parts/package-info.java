/**
 * Conversion of message parts for which an API has no field to text that models understand. This package may depend on
 * {@code protocol}.
 */
package dev.openllm.server.dialect.parts;
