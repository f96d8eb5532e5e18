package dev.openllm.server.windows;

/** Detects whether the operating system is Windows. */
public final class Windows {

    private Windows() {}

    public static boolean isCurrentOs() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }
}
