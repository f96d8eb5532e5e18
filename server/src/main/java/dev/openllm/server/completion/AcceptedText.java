package dev.openllm.server.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The part of a model's response that is inserted into the document. Each line is checked as it arrives, and text that
 * has been delivered is never withdrawn. Lines that might turn out to be superfluous, such as empty lines, are held
 * back until the next line arrives.
 */
final class AcceptedText {

    private static final String FENCE = "```";

    private final Surroundings surroundings;
    private final boolean singleLine;
    private final boolean fromChat;
    private final boolean mayAddLeadingSpace;
    private final List<String> stops;
    private final Consumer<String> sink;
    private final int baseIndentation;

    private final StringBuilder pending = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private final List<String> heldLines = new ArrayList<>();
    private final Repetition repetition = new Repetition();
    private int lineCount;
    private int acceptedLines;
    private int deliveredLength;
    private int blankLines;
    private boolean fenced;
    private boolean ended;

    /**
     * Creates an instance that contains no text.
     *
     * @param surroundings the text around the cursor
     * @param singleLine whether only the current line is completed
     * @param fromChat whether the response is from a chat model, which might repeat the beginning of the line and add a
     *     code fence
     * @param mayAddLeadingSpace whether the response might begin with one superfluous space or line break
     * @param stops the strings that end the response
     * @param sink the receiver of accepted lines
     */
    AcceptedText(
            Surroundings surroundings,
            boolean singleLine,
            boolean fromChat,
            boolean mayAddLeadingSpace,
            List<String> stops,
            Consumer<String> sink) {
        this.surroundings = surroundings;
        this.singleLine = singleLine || surroundings.isInsideLine();
        this.fromChat = fromChat;
        this.mayAddLeadingSpace = mayAddLeadingSpace;
        this.stops = List.copyOf(stops);
        this.sink = sink;
        this.baseIndentation = Lines.indentation(surroundings.lineStart());
    }

    /**
     * Processes the next chunk of the response.
     *
     * @param part the text of the chunk
     * @return whether more of the response is needed
     */
    boolean add(String part) {
        if (ended) {
            return false;
        }
        pending.append(part);
        boolean stopped = cutAtStop();
        for (int newline = pending.indexOf("\n"); newline >= 0 && !ended; newline = pending.indexOf("\n")) {
            String line = pending.substring(0, newline);
            pending.delete(0, newline + 1);
            accept(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
            ended |= singleLine && lineCount > 0;
            deliver();
        }
        if (stopped && !ended) {
            acceptLast(false);
            ended = true;
        }
        return !ended;
    }

    /**
     * Processes the end of the response, and returns the accepted text.
     *
     * @param cutOff whether the response was truncated at a token limit, so that its last line is incomplete
     */
    String end(boolean cutOff) {
        if (!ended) {
            acceptLast(cutOff);
            ended = true;
        }
        while (!heldLines.isEmpty() && heldLines.getLast().isBlank()) {
            heldLines.removeLast();
        }
        acceptHeld();
        String complete = text.toString();
        return singleLine ? trimLine(complete) : complete.isBlank() ? "" : complete;
    }

    private void acceptLast(boolean cutOff) {
        String line = pending.toString();
        pending.setLength(0);
        boolean isPartial = cutOff && (acceptedLines > 0 || heldLines.stream().anyMatch(before -> !before.isBlank()));
        boolean repeatsBelow =
                cutOff && !line.isBlank() && surroundings.below().strip().startsWith(line.strip());
        if (!line.isEmpty() && !isPartial && !repeatsBelow) {
            accept(line);
        }
    }

    private boolean cutAtStop() {
        int earliest = -1;
        for (String stop : stops) {
            if (stop.startsWith("\n")) {
                continue; // stop sequences that start with a line break are handled in endsBlock
            }
            int found = pending.indexOf(stop);
            earliest = found >= 0 && (earliest < 0 || found < earliest) ? found : earliest;
        }
        if (earliest >= 0) {
            pending.setLength(earliest);
        }
        return earliest >= 0;
    }

    private void accept(String received) {
        String line = lineCount == 0 ? trimFirstLine(received) : received;
        if (isSurplus(line)) {
            return;
        }
        if (lineCount == 0 ? repeatsAround(surroundings.lineStart() + line) : endsBlock(line)) {
            ended = true;
            return;
        }
        blankLines = line.isBlank() && lineCount > 0 ? blankLines + 1 : 0;
        repetition.add(line);
        lineCount++;
        heldLines.add(line);
        if (blankLines > 1 || repetition.isExtreme()) {
            ended = true;
            heldLines.clear();
        } else if (!line.isBlank() && !repetition.isPossible()) {
            acceptHeld();
        }
    }

    /**
     * Returns whether a line is superfluous: a blank line before the text, a chat model's code fence, or a repetition
     * of the line above the cursor.
     */
    private boolean isSurplus(String line) {
        if (lineCount > 0 || !fromChat) {
            return lineCount == 0
                    && mayAddLeadingSpace
                    && line.isBlank()
                    && surroundings.lineStart().isBlank();
        }
        if (line.isBlank() && surroundings.lineStart().isBlank() && !fenced) {
            return true;
        }
        if (line.strip().startsWith(FENCE) && !fenced) {
            fenced = true;
            return true;
        }
        return Lines.repeats(line, surroundings.above())
                && !Lines.repeats(surroundings.lineStart() + line, surroundings.above());
    }

    private boolean endsBlock(String line) {
        if (line.isBlank()) {
            return false;
        }
        boolean fence = line.strip().startsWith(FENCE) && (fenced || !surroundings.markup());
        boolean stop = stops.stream().anyMatch(end -> end.startsWith("\n") && ("\n" + line).startsWith(end));
        return fence || stop || Lines.indentation(line) < baseIndentation || Lines.repeats(line, surroundings.below());
    }

    /** Returns whether the completed line already exists in the document directly above or below the current line. */
    private boolean repeatsAround(String line) {
        return Lines.repeats(line, surroundings.below()) || Lines.repeats(line, surroundings.above());
    }

    private String trimFirstLine(String line) {
        String start = surroundings.lineStart();
        if (fromChat && !start.isEmpty()) {
            if (line.startsWith(start)) {
                return line.substring(start.length());
            }
            String word = start.strip();
            return word.length() > 2 && line.strip().startsWith(word)
                    ? line.strip().substring(word.length())
                    : line;
        }
        boolean doubleSpace =
                mayAddLeadingSpace && line.startsWith(" ") && !line.startsWith("  ") && start.endsWith(" ");
        return doubleSpace ? line.substring(1) : line;
    }

    private void acceptHeld() {
        for (String line : heldLines) {
            if (acceptedLines > 0) {
                text.append('\n');
            }
            text.append(line);
            acceptedLines++;
        }
        heldLines.clear();
    }

    private void deliver() {
        if (!singleLine && text.length() > deliveredLength) {
            sink.accept(text.substring(deliveredLength));
            deliveredLength = text.length();
        }
    }

    private String trimLine(String line) {
        String trimmed = surroundings.isInsideLine() ? LineOverlap.trimOverlap(line, surroundings.lineEnd()) : line;
        return trimmed.isBlank() ? "" : trimmed;
    }

    /** Returns all text accepted so far. */
    String acceptedText() {
        return text.toString();
    }
}
