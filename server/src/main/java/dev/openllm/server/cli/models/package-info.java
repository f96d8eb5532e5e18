/**
 * {@code open-llm models}: lists models and shows the properties of a single model. This package may depend on {@code
 * cli.session} and {@code cli.terminal}.
 */
package dev.openllm.server.cli.models;
