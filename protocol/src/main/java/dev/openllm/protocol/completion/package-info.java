/** Inline completions: requests contain the text around the cursor, and results contain the text to insert. */
package dev.openllm.protocol.completion;
