/** Markdown on a terminal, drawn as it arrives; the code in it; the text of HTML. This package uses no other. */
package dev.openllm.server.cli.markdown;
