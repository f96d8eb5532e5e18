package dev.openllm.server.cli.chat;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/** While it is open, Ctrl-C is passed to a command instead of ending the process. */
final class Interrupts implements AutoCloseable {

    /** The JVM has no other way to handle Ctrl-C and continue; module jdk.unsupported is part of every JDK. */
    private static final Signal CTRL_C = new Signal("INT");

    private final SignalHandler before;

    private Interrupts(SignalHandler before) {
        this.before = before;
    }

    /** @param interrupted called on its own thread, once for each Ctrl-C */
    static Interrupts tell(Runnable interrupted) {
        return new Interrupts(Signal.handle(CTRL_C, signal -> interrupted.run()));
    }

    /** From here on Ctrl-C has its former effect. */
    @Override
    public void close() {
        Signal.handle(CTRL_C, before);
    }
}
