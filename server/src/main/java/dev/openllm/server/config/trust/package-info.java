/**
 * Stores which folders' configuration the user trusts and which content each decision applies to. This package may
 * depend on {@code config.schema} and {@code file}.
 */
package dev.openllm.server.config.trust;
