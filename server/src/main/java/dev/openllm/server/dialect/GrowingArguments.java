package dev.openllm.server.dialect;

/**
 * Passes on the arguments of one tool call as they arrive, and never a character that may have to be withdrawn: some
 * providers send {@code {}} before the arguments, or all of them again at the end, so the brace that seems to close the
 * object is held back until the call is complete.
 */
public final class GrowingArguments {

    private final StringBuilder sent = new StringBuilder();
    private boolean replaced;

    /** Reports that the text started again, so that what was passed on may no longer be its beginning. */
    public void restart() {
        replaced = true;
    }

    /**
     * Passes on what is new.
     *
     * @param all the arguments so far
     */
    public void advance(CharSequence all, String callId, String name, ToolArgumentSink sink) {
        int end = safeEnd(all);
        if (end <= sent.length() || callId.isBlank() || name.isBlank() || !isObject(all)) {
            return;
        }
        if (replaced && !all.toString().startsWith(sent.toString())) {
            return;
        }
        replaced = false;
        String fragment = all.subSequence(sent.length(), end).toString();
        sent.append(fragment);
        sink.accept(callId, name, fragment);
    }

    /** Arguments that are encoded as a JSON string, or are no object, are visible only when complete. */
    private boolean isObject(CharSequence all) {
        return !sent.isEmpty() || all.toString().stripLeading().startsWith("{");
    }

    private static int safeEnd(CharSequence all) {
        int end = all.length();
        while (end > 0 && (all.charAt(end - 1) == '}' || Character.isWhitespace(all.charAt(end - 1)))) {
            end--;
        }
        boolean half = end > 0 && Character.isHighSurrogate(all.charAt(end - 1));
        return half ? end - 1 : end;
    }
}
