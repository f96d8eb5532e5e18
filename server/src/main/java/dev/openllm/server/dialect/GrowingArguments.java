package dev.openllm.server.dialect;

/**
 * The arguments of a single tool call, which are passed to a {@link ToolArgumentSink} as they arrive. Some providers
 * send {@code {}} before the arguments or repeat the complete arguments at the end. Because characters that have been
 * passed on cannot be withdrawn, a brace that might close the object is held back until more characters follow.
 */
public final class GrowingArguments {

    private final StringBuilder sent = new StringBuilder();
    private boolean replaced;

    /**
     * Records that the provider started to send the arguments again. The new arguments might differ from the text that
     * has already been passed on; if they do, no more text is passed on.
     */
    public void restart() {
        replaced = true;
    }

    /**
     * Passes on the part of the arguments that has not been passed on yet.
     *
     * @param all the arguments received so far
     * @param callId the ID of the tool call
     * @param name the name of the tool
     * @param sink the receiver of the new part
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

    /**
     * Returns whether the arguments are a JSON object. Arguments in any other form, such as a JSON string that contains
     * an encoded object, cannot be passed on until they are complete.
     */
    private boolean isObject(CharSequence all) {
        return !sent.isEmpty() || all.toString().stripLeading().startsWith("{");
    }

    private static int safeEnd(CharSequence all) {
        int end = all.length();
        while (end > 0 && (all.charAt(end - 1) == '}' || Character.isWhitespace(all.charAt(end - 1)))) {
            end--;
        }
        boolean endsInSurrogate = end > 0 && Character.isHighSurrogate(all.charAt(end - 1));
        return endsInSurrogate ? end - 1 : end;
    }
}
