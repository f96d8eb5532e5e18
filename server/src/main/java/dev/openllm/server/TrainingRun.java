package dev.openllm.server;

/**
 * The process from which the AOT cache is made: a server as an editor starts it and then, in the same process, the
 * commands for which a user waits. {@code startup} starts it and plays the editor and the provider.
 */
final class TrainingRun {

    private static final int ROUNDS = 3;

    private TrainingRun() {}

    public static void main(String[] arguments) {
        int exitCode = Application.serveStdio();
        for (int round = 0; round < ROUNDS && exitCode == 0; round++) {
            onTerminals("", "");
            exitCode = Application.runCommand("chat", "-m", "local/small", "Say something.");
            onTerminals("12", "80");
            exitCode += Application.runCommand("chat", "Say something.");
        }
        System.exit(exitCode);
    }

    /** What a launcher passes, see {@code cli.terminal.Terminal}. */
    private static void onTerminals(String terminals, String columns) {
        System.setProperty("openllm.terminals", terminals);
        System.setProperty("openllm.columns", columns);
    }
}
