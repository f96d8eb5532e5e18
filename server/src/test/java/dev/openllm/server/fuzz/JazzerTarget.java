package dev.openllm.server.fuzz;

/**
 * The entry point that Jazzer calls. Runs the target that its argument names. Source:
 * https://github.com/CodeIntelligenceTesting/jazzer
 */
public final class JazzerTarget {

    private static FuzzTarget target;

    private JazzerTarget() {}

    public static void fuzzerInitialize(String[] arguments) {
        target = FuzzTargets.byName(arguments[0]);
    }

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        target.run(input);
    }
}
