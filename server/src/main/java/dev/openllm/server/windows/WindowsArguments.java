package dev.openllm.server.windows;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import com.sun.jna.platform.win32.Kernel32;
import com.sun.jna.platform.win32.Shell32;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.win32.StdCallLibrary;
import com.sun.jna.win32.W32APIOptions;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Recovers the command-line arguments exactly as the user typed them. Java receives the arguments in the ANSI code
 * page, in which unsupported characters are replaced with question marks ({@code JDK-8368853}).
 */
public final class WindowsArguments {

    /**
     * Declares the Windows function that returns the command line of the process, because JNA does not declare this
     * function.
     */
    private interface CommandLine extends StdCallLibrary {
        WString GetCommandLineW();
    }

    private WindowsArguments() {}

    /**
     * Returns the arguments as the user typed them. Returns the given arguments unchanged if the operating system is
     * not Windows, if no characters can have been lost, or if the typed arguments cannot be determined.
     */
    public static String[] restore(String[] arguments) {
        return Windows.isCurrentOs() ? restore(arguments, WindowsArguments::readProcessArguments) : arguments;
    }

    /**
     * Returns the arguments as the user typed them, taken from the end of the command line of the process. The command
     * line begins with the path and options of Java.
     *
     * @param commandLine the supplier of the command line, split into words; called only if an argument contains a
     *     question mark
     */
    static String[] restore(String[] arguments, Supplier<String[]> commandLine) {
        if (Arrays.stream(arguments).noneMatch(argument -> argument.indexOf('?') >= 0)) {
            return arguments;
        }
        String[] words = commandLine.get();
        if (words.length < arguments.length) {
            return arguments;
        }
        String[] typed = Arrays.copyOfRange(words, words.length - arguments.length, words.length);
        for (int i = 0; i < typed.length; i++) {
            // Java expands wildcards, so the arguments can differ from those on the command line.
            if (!couldMatch(typed[i], arguments[i])) {
                return arguments;
            }
        }
        return typed;
    }

    /**
     * Returns whether a received argument can be the typed argument after conversion to the ANSI code page. If so, both
     * contain the same ASCII characters, except question marks.
     */
    private static boolean couldMatch(String typed, String received) {
        return asciiOnly(typed).equals(asciiOnly(received));
    }

    private static String asciiOnly(String argument) {
        return argument.replaceAll("[^\\x20-\\x7e]|\\?", "");
    }

    private static String[] readProcessArguments() {
        try {
            CommandLine library = Native.load("kernel32", CommandLine.class, W32APIOptions.UNICODE_OPTIONS);
            IntByReference count = new IntByReference();
            Pointer words = Shell32.INSTANCE.CommandLineToArgvW(library.GetCommandLineW(), count);
            try {
                return words.getWideStringArray(0, count.getValue());
            } finally {
                Kernel32.INSTANCE.LocalFree(words);
            }
        } catch (RuntimeException | LinkageError unavailable) {
            return new String[0];
        }
    }
}
