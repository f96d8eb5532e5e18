package dev.openllm.server.completion;

import dev.openllm.protocol.chat.ChatOptions;
import java.util.Optional;

/**
 * A request for a completion as APIs know it: the text is sent and returned as it is, without budget or rules.
 *
 * @param model {@code provider/model}
 * @param prompt the text before the hole
 * @param suffix the text after it; empty to continue the prompt
 * @param options those that APIs for completions have
 * @param stream whether the caller reads the response as it arrives
 */
public record FillParams(
        String model, String prompt, Optional<String> suffix, ChatOptions options, boolean stream, String consumer) {}
