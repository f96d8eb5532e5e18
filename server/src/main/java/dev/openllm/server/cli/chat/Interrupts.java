package dev.openllm.server.cli.chat;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Passes Ctrl-C to a callback instead of ending the process, until this object is closed. */
final class Interrupts implements AutoCloseable {

    /**
     * The signal of Ctrl-C. The JVM provides no other way to handle this signal and continue. {@code Signal} belongs to
     * the module {@code jdk.unsupported}, which is part of every JDK.
     */
    private static final Signal CTRL_C = new Signal("INT");

    private final SignalHandler previousHandler;

    private Interrupts(SignalHandler previousHandler) {
        this.previousHandler = previousHandler;
    }

    /** @param callback the callback, which is called on a separate thread once for each Ctrl-C */
    static Interrupts register(Runnable callback) {
        return new Interrupts(Signal.handle(CTRL_C, signal -> callback.run()));
    }

    /** Restores the previous handler for Ctrl-C. */
    @Override
    public void close() {
        Signal.handle(CTRL_C, previousHandler);
    }
}
