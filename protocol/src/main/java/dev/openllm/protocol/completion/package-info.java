/** Inline completions: requests contain the text around the cursor, and results the text to insert. */
package dev.openllm.protocol.completion;
