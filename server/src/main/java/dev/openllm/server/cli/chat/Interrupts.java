package dev.openllm.server.cli.chat;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Passes Ctrl-C to a command instead of ending the process, until it is closed. */
final class Interrupts implements AutoCloseable {

    /** The JVM provides no other way to handle Ctrl-C and continue. The module jdk.unsupported is part of every JDK. */
    private static final Signal CTRL_C = new Signal("INT");

    private final SignalHandler before;

    private Interrupts(SignalHandler before) {
        this.before = before;
    }

    /** @param interrupted called on a separate thread, once for each Ctrl-C */
    static Interrupts tell(Runnable interrupted) {
        return new Interrupts(Signal.handle(CTRL_C, signal -> interrupted.run()));
    }

    /** Restores the previous effect of Ctrl-C. */
    @Override
    public void close() {
        Signal.handle(CTRL_C, before);
    }
}
