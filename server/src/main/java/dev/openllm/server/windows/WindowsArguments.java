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
 * The arguments of the program exactly as typed. Java receives them in the ANSI code page, which replaces unsupported
 * characters with question marks ({@code JDK-8368853}).
 */
public final class WindowsArguments {

    /** The only required function that JNA does not declare. */
    private interface CommandLine extends StdCallLibrary {
        WString GetCommandLineW();
    }

    private WindowsArguments() {}

    /**
     * Returns the original arguments. The arguments are returned unchanged on other operating systems, and if no
     * characters can have been lost.
     */
    public static String[] restored(String[] arguments) {
        return Windows.isHere() ? restored(arguments, WindowsArguments::ofProcess) : arguments;
    }

    /**
     * Returns the last words of the command line, which are the program's arguments. The words before them include
     * Java's own flags.
     *
     * @param commandLine a supplier of the words of the command line; called only if an argument contains a question
     *     mark
     */
    static String[] restored(String[] arguments, Supplier<String[]> commandLine) {
        if (Arrays.stream(arguments).noneMatch(argument -> argument.indexOf('?') >= 0)) {
            return arguments;
        }
        String[] words = commandLine.get();
        if (words.length < arguments.length) {
            return arguments;
        }
        String[] own = Arrays.copyOfRange(words, words.length - arguments.length, words.length);
        for (int i = 0; i < own.length; i++) {
            // Java expands wildcards, so its arguments can differ from the words of the command line.
            if (!couldBe(own[i], arguments[i])) {
                return arguments;
            }
        }
        return own;
    }

    /**
     * Returns whether the received argument can be the typed one, that is, whether their ASCII characters are the same.
     */
    private static boolean couldBe(String typed, String received) {
        return known(typed).equals(known(received));
    }

    private static String known(String argument) {
        return argument.replaceAll("[^\\x20-\\x7e]|\\?", "");
    }

    private static String[] ofProcess() {
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
