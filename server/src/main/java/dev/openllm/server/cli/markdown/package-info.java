/**
 * Renders Markdown on a terminal as it arrives, and extracts code from Markdown and text from HTML. This package does
 * not depend on other packages.
 */
package dev.openllm.server.cli.markdown;
