package dev.openllm.server;

import dev.openllm.protocol.chat.ChatParams;
import dev.openllm.protocol.chat.ChatResult;
import dev.openllm.protocol.chat.Message;
import dev.openllm.protocol.error.OpenLlmException;
import dev.openllm.protocol.model.ModelInfo;
import dev.openllm.protocol.model.ProviderInfo;

/**
 * A Java program that uses the server as a library. Performs the action that its argument specifies and prints the
 * result.
 */
final class OpenLlmProgram {

    private OpenLlmProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (OpenLlm openLlm = OpenLlm.open()) {
            switch (arguments[0]) {
                case "list" -> {
                    openLlm.models().stream().map(ModelInfo::id).forEach(System.out::println);
                    openLlm.providers().stream().map(ProviderInfo::name).forEach(System.out::println);
                }
                case "interrupt" -> {
                    Thread chatThread = Thread.startVirtualThread(() -> chat(openLlm, "/slow 600000\none two"));
                    chatThread.interrupt();
                    chatThread.join();
                }
                default -> chat(openLlm, arguments[0]);
            }
        }
    }

    private static void chat(OpenLlm openLlm, String text) {
        try {
            ChatResult result = openLlm.chat(ChatParams.of("echo/echo", Message.user(text)), System.out::println);
            System.out.println(result.finishReason());
        } catch (OpenLlmException failure) {
            System.out.println(failure.info().kind());
        }
    }
}
