package dev.openllm.server.completion;

import dev.openllm.protocol.chat.ChatOptions;
import java.util.Optional;

/**
 * A request for a completion in the form of an API: the text is sent and returned unchanged, without budget or rules.
 *
 * @param model {@code provider/model}
 * @param prompt the text before the insertion
 * @param suffix the text after it; empty to continue the prompt
 * @param options those that completion APIs support
 * @param stream whether the caller reads the response as it arrives
 */
public record FillParams(
        String model, String prompt, Optional<String> suffix, ChatOptions options, boolean stream, String consumer) {}
