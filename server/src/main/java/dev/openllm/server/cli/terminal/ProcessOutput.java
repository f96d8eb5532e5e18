package dev.openllm.server.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The stdout of the process. If the reader of a pipe, such as {@code head}, has closed the pipe, further output is
 * discarded without an error because the reader does not need it. Any other failure to write output is an error.
 */
public final class ProcessOutput extends OutputStream {

    private static final Path STDOUT = Path.of("/dev/fd/1");
    private static final int FILE_TYPE_MASK = 0170000;
    private static final int PIPE = 0010000;
    private static final int SOCKET = 0140000;

    private final OutputStream stream;
    private volatile boolean readerClosed;

    public ProcessOutput() {
        this(new FileOutputStream(FileDescriptor.out));
    }

    ProcessOutput(OutputStream stream) {
        this.stream = stream;
    }

    boolean readerClosed() {
        return readerClosed;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (readerClosed) {
            return;
        }
        try {
            stream.write(bytes, offset, length);
        } catch (IOException failed) {
            if (!isBrokenPipe(failed)) {
                throw failed;
            }
            readerClosed = true;
        }
    }

    @Override
    public void flush() throws IOException {
        stream.flush();
    }

    /**
     * Returns whether an output failure means that the reader has closed the pipe. The message of the operating system
     * is checked only if the file type of stdout is not available, because the message is localized.
     */
    private static boolean isBrokenPipe(IOException failed) {
        try {
            int type = (Integer) Files.getAttribute(STDOUT, "unix:mode") & FILE_TYPE_MASK;
            return type == PIPE || type == SOCKET;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            String message = String.valueOf(failed.getMessage()).toLowerCase(java.util.Locale.ROOT);
            return message.contains("broken pipe") || message.contains("pipe is being closed");
        }
    }
}
