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

    private final Surroundings at;
    private final boolean singleLine;
    private final boolean fromChat;
    private final boolean spare;
    private final List<String> stops;
    private final Consumer<String> delivered;
    private final int base;

    private final StringBuilder open = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private final List<String> held = new ArrayList<>();
    private final Repetition repetition = new Repetition();
    private int lines;
    private int kept;
    private int deliveredLength;
    private int blanks;
    private boolean fenced;
    private boolean ended;

    /**
     * Creates an instance that contains no text.
     *
     * @param at the text around the cursor
     * @param singleLine whether only the current line is completed
     * @param fromChat whether the response is from a chat model, which might repeat the beginning of the line and add a
     *     code fence
     * @param spaceFirst whether the response might begin with one superfluous space or line break
     * @param stops the strings that end the response
     * @param delivered the receiver of accepted lines
     */
    AcceptedText(
            Surroundings at,
            boolean singleLine,
            boolean fromChat,
            boolean spaceFirst,
            List<String> stops,
            Consumer<String> delivered) {
        this.at = at;
        this.singleLine = singleLine || at.insideLine();
        this.fromChat = fromChat;
        this.spare = spaceFirst;
        this.stops = List.copyOf(stops);
        this.delivered = delivered;
        this.base = Lines.indentation(at.lineStart());
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
        open.append(part);
        boolean stopped = cutAtStop();
        for (int newline = open.indexOf("\n"); newline >= 0 && !ended; newline = open.indexOf("\n")) {
            String line = open.substring(0, newline);
            open.delete(0, newline + 1);
            accept(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
            ended |= singleLine && lines > 0;
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
        while (!held.isEmpty() && held.getLast().isBlank()) {
            held.removeLast();
        }
        keep();
        String complete = text.toString();
        return singleLine ? trimmedLine(complete) : complete.isBlank() ? "" : complete;
    }

    private void acceptLast(boolean cutOff) {
        String line = open.toString();
        open.setLength(0);
        boolean onlyPart = cutOff && (kept > 0 || held.stream().anyMatch(before -> !before.isBlank()));
        boolean begunAgain = cutOff && !line.isBlank() && at.below().strip().startsWith(line.strip());
        if (!line.isEmpty() && !onlyPart && !begunAgain) {
            accept(line);
        }
    }

    private boolean cutAtStop() {
        int first = -1;
        for (String stop : stops) {
            if (stop.startsWith("\n")) {
                continue; // stop sequences that start with a line break are handled in endsBlock
            }
            int found = open.indexOf(stop);
            first = found >= 0 && (first < 0 || found < first) ? found : first;
        }
        if (first >= 0) {
            open.setLength(first);
        }
        return first >= 0;
    }

    private void accept(String received) {
        String line = lines == 0 ? first(received) : received;
        if (isSurplus(line)) {
            return;
        }
        if (lines == 0 ? repeatsAround(at.lineStart() + line) : endsBlock(line)) {
            ended = true;
            return;
        }
        blanks = line.isBlank() && lines > 0 ? blanks + 1 : 0;
        repetition.add(line);
        lines++;
        held.add(line);
        if (blanks > 1 || repetition.isExtreme()) {
            ended = true;
            held.clear();
        } else if (!line.isBlank() && !repetition.isPossible()) {
            keep();
        }
    }

    /**
     * Returns whether a line is superfluous: a blank line before the text, a chat model's code fence, or a repetition
     * of the line above the cursor.
     */
    private boolean isSurplus(String line) {
        if (lines > 0 || !fromChat) {
            return lines == 0 && spare && line.isBlank() && at.lineStart().isBlank();
        }
        if (line.isBlank() && at.lineStart().isBlank() && !fenced) {
            return true;
        }
        if (line.strip().startsWith(FENCE) && !fenced) {
            fenced = true;
            return true;
        }
        return Lines.repeats(line, at.above()) && !Lines.repeats(at.lineStart() + line, at.above());
    }

    private boolean endsBlock(String line) {
        if (line.isBlank()) {
            return false;
        }
        boolean fence = line.strip().startsWith(FENCE) && (fenced || !at.markup());
        boolean stop = stops.stream().anyMatch(end -> end.startsWith("\n") && ("\n" + line).startsWith(end));
        return fence || stop || Lines.indentation(line) < base || Lines.repeats(line, at.below());
    }

    /** Returns whether the completed line already exists in the document directly above or below the current line. */
    private boolean repeatsAround(String line) {
        return Lines.repeats(line, at.below()) || Lines.repeats(line, at.above());
    }

    private String first(String line) {
        String start = at.lineStart();
        if (fromChat && !start.isEmpty()) {
            if (line.startsWith(start)) {
                return line.substring(start.length());
            }
            String word = start.strip();
            return word.length() > 2 && line.strip().startsWith(word)
                    ? line.strip().substring(word.length())
                    : line;
        }
        boolean doubleSpace = spare && line.startsWith(" ") && !line.startsWith("  ") && start.endsWith(" ");
        return doubleSpace ? line.substring(1) : line;
    }

    private void keep() {
        for (String line : held) {
            if (kept > 0) {
                text.append('\n');
            }
            text.append(line);
            kept++;
        }
        held.clear();
    }

    private void deliver() {
        if (!singleLine && text.length() > deliveredLength) {
            delivered.accept(text.substring(deliveredLength));
            deliveredLength = text.length();
        }
    }

    private String trimmedLine(String line) {
        String cut = at.insideLine() ? LineOverlap.cut(line, at.lineEnd()) : line;
        return cut.isBlank() ? "" : cut;
    }

    /** Returns all text accepted so far. */
    String soFar() {
        return text.toString();
    }
}
