/**
 * Markdown formatted on a terminal as it arrives, the code in Markdown, and the text of HTML. This package does not
 * depend on other packages.
 */
package dev.openllm.server.cli.markdown;
