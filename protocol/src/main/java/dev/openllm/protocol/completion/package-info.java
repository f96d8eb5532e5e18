/** Inline completions: the text around the cursor in, the text to insert out. */
package dev.openllm.protocol.completion;
