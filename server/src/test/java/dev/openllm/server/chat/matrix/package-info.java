/** Every dialect's history sent to every dialect, judged by the providers' documented rules. */
package dev.openllm.server.chat.matrix;
