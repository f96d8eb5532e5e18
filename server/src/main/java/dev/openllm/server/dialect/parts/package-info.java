/**
 * Parts of messages for which an API has no field, as text that models understand. This package may use {@code protocol}.
 */
package dev.openllm.server.dialect.parts;
