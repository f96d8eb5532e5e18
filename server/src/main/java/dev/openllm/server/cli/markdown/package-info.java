/** Markdown on a terminal, drawn as it arrives; the code in it; the text of HTML. It uses no other package. */
package dev.openllm.server.cli.markdown;
