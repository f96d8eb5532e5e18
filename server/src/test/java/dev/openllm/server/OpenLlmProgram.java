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
        try (OpenLlm models = OpenLlm.open()) {
            switch (arguments[0]) {
                case "list" -> {
                    models.models().stream().map(ModelInfo::id).forEach(System.out::println);
                    models.providers().stream().map(ProviderInfo::name).forEach(System.out::println);
                }
                case "interrupt" -> {
                    Thread asking = Thread.startVirtualThread(() -> ask(models, "/slow 600000\none two"));
                    asking.interrupt();
                    asking.join();
                }
                default -> ask(models, arguments[0]);
            }
        }
    }

    private static void ask(OpenLlm models, String text) {
        try {
            ChatResult result = models.chat(ChatParams.of("echo/echo", Message.user(text)), System.out::println);
            System.out.println(result.finishReason());
        } catch (OpenLlmException failed) {
            System.out.println(failed.info().kind());
        }
    }
}
