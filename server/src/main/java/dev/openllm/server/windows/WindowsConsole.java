package dev.openllm.server.windows;

import com.sun.jna.platform.win32.Kernel32;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import com.sun.jna.ptr.IntByReference;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * The console to which this program is connected. The console is prepared for UTF-8 and for escape codes, which set
 * colors. The previous code pages of the console are restored when the program ends.
 *
 * @param terminals the file descriptor numbers of the standard streams that are connected to the console, such as
 *     {@code 012} for all three streams; the null device is not a console
 * @param supportsEscapes whether the console interprets escape codes rather than displaying them
 */
public record WindowsConsole(String terminals, boolean supportsEscapes) {

    private static final int STREAM_COUNT = 3;
    private static final int UTF_8_CODE_PAGE = 65001;
    private static final int VIRTUAL_TERMINAL_MODE = 4;

    /**
     * The Windows functions that control a console. The standard streams are numbered 0 (input), 1 (output), and 2
     * (error).
     */
    interface Functions {

        /**
         * Returns the console mode of a standard stream, or an empty result if the stream is not connected to a
         * console.
         */
        OptionalInt mode(int stream);

        boolean setMode(int stream, int mode);

        int inputCodePage();

        int outputCodePage();

        void setCodePages(int input, int output);
    }

    /**
     * Prepares and returns the console of this process. If the Windows functions are not available, returns the console
     * that the launcher detected, without support for escape codes.
     *
     * @param terminals the file descriptor numbers of the standard streams that are connected to a console, as detected
     *     by the launcher
     */
    public static WindowsConsole prepare(String terminals) {
        if (terminals.isEmpty()) {
            return new WindowsConsole("", false);
        }
        try {
            return prepare(
                    new OfKernel(Kernel32.INSTANCE),
                    restore -> Runtime.getRuntime().addShutdownHook(new Thread(restore)));
        } catch (RuntimeException | LinkageError unavailable) {
            return new WindowsConsole(terminals, false);
        }
    }

    /**
     * Prepares and returns the console.
     *
     * @param system the Windows functions to call
     * @param onExit the receiver of the action that restores the code pages when the program ends
     */
    static WindowsConsole prepare(Functions system, Consumer<Runnable> onExit) {
        StringBuilder attached = new StringBuilder();
        boolean escapes = true;
        for (int stream = 0; stream < STREAM_COUNT; stream++) {
            OptionalInt mode = system.mode(stream);
            if (mode.isPresent()) {
                attached.append(stream);
                escapes &= stream == 0 || system.setMode(stream, mode.getAsInt() | VIRTUAL_TERMINAL_MODE);
            }
        }
        if (!attached.isEmpty()) {
            useUtf8(system, onExit);
        }
        return new WindowsConsole(attached.toString(), escapes);
    }

    private static void useUtf8(Functions system, Consumer<Runnable> onExit) {
        int input = system.inputCodePage();
        int output = system.outputCodePage();
        if (input != UTF_8_CODE_PAGE || output != UTF_8_CODE_PAGE) {
            system.setCodePages(UTF_8_CODE_PAGE, UTF_8_CODE_PAGE);
            onExit.accept(() -> system.setCodePages(input, output));
        }
    }

    private record OfKernel(Kernel32 kernel) implements Functions {

        private static final List<Integer> HANDLE_IDS = List.of(-10, -11, -12);

        private HANDLE handle(int stream) {
            return kernel.GetStdHandle(HANDLE_IDS.get(stream));
        }

        @Override
        public OptionalInt mode(int stream) {
            IntByReference mode = new IntByReference();
            return kernel.GetConsoleMode(handle(stream), mode) ? OptionalInt.of(mode.getValue()) : OptionalInt.empty();
        }

        @Override
        public boolean setMode(int stream, int mode) {
            return kernel.SetConsoleMode(handle(stream), mode);
        }

        @Override
        public int inputCodePage() {
            return kernel.GetConsoleCP();
        }

        @Override
        public int outputCodePage() {
            return kernel.GetConsoleOutputCP();
        }

        @Override
        public void setCodePages(int input, int output) {
            kernel.SetConsoleCP(input);
            kernel.SetConsoleOutputCP(output);
        }
    }
}
