package dev.openllm.server.cli.terminal;

import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.error.ErrorInfo;

/** Reports how a response ended. Exactly one of the two methods is called, exactly once. */
public interface ChatOutcome {

    ExitCode result(ChatResult result);

    ExitCode error(ErrorInfo error);
}
