package dev.openllm.server.cli.terminal;

import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.error.ErrorInfo;

/**
 * Reports how the response to a chat request ended. Exactly one of the two methods is called, exactly once. Each method
 * returns the exit code of the command.
 */
public interface ChatOutcome {

    ExitCode result(ChatResult result);

    ExitCode error(ErrorInfo error);
}
