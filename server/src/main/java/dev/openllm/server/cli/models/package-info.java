/**
 * {@code open-llm models}: lists the models and shows the properties of one model. This package may depend on {@code
 * cli.session} and {@code cli.terminal}.
 */
package dev.openllm.server.cli.models;
