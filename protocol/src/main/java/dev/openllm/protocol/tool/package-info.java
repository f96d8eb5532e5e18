/** Tools that the editor has and other programs may call. */
package dev.openllm.protocol.tool;
