package dev.openllm.server.windows;

import com.sun.jna.platform.win32.Kernel32;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import com.sun.jna.ptr.IntByReference;
import java.util.List;

/**
 * Prepares the console for the program's input and output by enabling UTF-8 and escape codes for colors. The previous
 * code pages are restored when the program ends.
 *
 * @param terminals the numbers of the standard streams that are connected to a console, such as {@code 012}; the null
 *     device is not a console
 * @param understandsEscapes whether the console interprets escape codes rather than displaying them
 */
public record WindowsConsole(String terminals, boolean understandsEscapes) {

    private static final int UTF_8 = 65001;
    private static final int VIRTUAL_TERMINAL = 4;
    private static final List<Integer> HANDLES = List.of(-10, -11, -12);

    /**
     * Returns the console of this process. If Windows does not report a console, returns the console that the launcher
     * detected.
     */
    public static WindowsConsole prepare(String terminals) {
        if (terminals.isEmpty()) {
            return new WindowsConsole("", false);
        }
        try {
            Kernel32 system = Kernel32.INSTANCE;
            StringBuilder found = new StringBuilder();
            boolean escapes = true;
            for (int stream = 0; stream < HANDLES.size(); stream++) {
                HANDLE handle = system.GetStdHandle(HANDLES.get(stream));
                IntByReference mode = new IntByReference();
                if (system.GetConsoleMode(handle, mode)) {
                    found.append(stream);
                    escapes &= stream == 0 || system.SetConsoleMode(handle, mode.getValue() | VIRTUAL_TERMINAL);
                }
            }
            if (!found.isEmpty()) {
                useUtf8(system);
            }
            return new WindowsConsole(found.toString(), escapes);
        } catch (RuntimeException | LinkageError unavailable) {
            return new WindowsConsole(terminals, false);
        }
    }

    private static void useUtf8(Kernel32 system) {
        int input = system.GetConsoleCP();
        int output = system.GetConsoleOutputCP();
        if (input != UTF_8 || output != UTF_8) {
            system.SetConsoleCP(UTF_8);
            system.SetConsoleOutputCP(UTF_8);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                system.SetConsoleCP(input);
                system.SetConsoleOutputCP(output);
            }));
        }
    }
}
