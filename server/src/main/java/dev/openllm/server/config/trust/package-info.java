/**
 * Stores the user's decisions on which folders to trust, and identifies the configuration content that each decision
 * applies to. This package may depend on {@code config.schema} and {@code file}.
 */
package dev.openllm.server.config.trust;
