package dev.openllm.server.completion;

import dev.openllm.protocol.chat.ChatOptions;
import java.util.Optional;

/**
 * A completion request that was received through a completion API. The prompt and the response are passed on unchanged:
 * neither a context budget nor acceptance rules are applied.
 *
 * @param model the model in the form {@code provider/model}
 * @param prompt the text before the insertion
 * @param suffix the text after the insertion; empty to continue the prompt
 * @param options the generation options that completion APIs support
 * @param stream whether the caller reads the response as it arrives
 * @param consumer the client that sent the request
 */
public record FillParams(
        String model, String prompt, Optional<String> suffix, ChatOptions options, boolean stream, String consumer) {}
