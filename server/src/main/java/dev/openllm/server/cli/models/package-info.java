/**
 * {@code open-llm models}: the list of models and the facts of one. This package may use {@code cli.session} and {@code
 * cli.terminal}.
 */
package dev.openllm.server.cli.models;
