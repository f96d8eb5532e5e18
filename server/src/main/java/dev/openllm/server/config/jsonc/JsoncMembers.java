package dev.openllm.server.config.jsonc;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * An object or array in JSON text, split into its members or items (the parts), so that parts can be added and removed.
 * Except for commas, the source text of the remaining parts does not change. A part includes the comments on the same
 * line; comments on separate lines are preserved.
 *
 * @param frame the properties common to all parts
 * @param head the text after the opening bracket on the same line
 * @param parts the members or items
 * @param foot the text before the closing bracket
 */
record JsoncMembers(Frame frame, String head, List<Part> parts, String foot) {

    /**
     * The properties common to all parts.
     *
     * @param braces the opening and closing brackets
     * @param oneLine whether new parts are written on one line
     * @param commaAtEnd whether a comma follows the last part
     * @param outerIndent the indentation of the line with the opening bracket
     * @param indent the indentation of parts on separate lines
     * @param innerIndent the indentation of the line on which the last part begins
     */
    private record Frame(
            String braces,
            boolean oneLine,
            boolean commaAtEnd,
            String outerIndent,
            String indent,
            String innerIndent,
            JsoncStyle style) {

        boolean isObject() {
            return braces.equals("{}");
        }

        String render(Optional<String> name, JsonNode value, boolean ownLine) throws IOException {
            String source = oneLine
                    ? JsoncStyle.renderSingleLine(value)
                    : style.renderMultiline(value, ownLine ? indent : innerIndent);
            return name.map(JsoncStyle::name).orElse("") + source;
        }
    }

    /**
     * A member of an object or an item of an array.
     *
     * @param lead the text before the part
     * @param body the source text of the part
     * @param gap the text between the part and its comma
     * @param comma whether a comma follows the part
     * @param trailing the text on the same line after the part and its comma
     */
    private record Part(String lead, String body, String gap, boolean comma, String trailing) {

        Part withLead(String newLead) {
            return new Part(newLead, body, gap, comma, trailing);
        }

        Part withBody(String newBody) {
            return new Part(lead, newBody, gap, comma, trailing);
        }

        /** Returns the text, such as comments, that remains after the part is removed. */
        String textAfterRemoval() {
            String below = gap.substring(new JsoncSource(gap).trailingEnd(0, gap.length(), true));
            return JsoncSource.beginsWithLineEnd(below) ? JsoncSource.withoutLastLine(lead) + below : lead;
        }

        String text(boolean withComma) {
            return lead + body + (withComma && !comma ? "," : "") + gap + (withComma && comma ? "," : "") + trailing;
        }
    }

    JsoncMembers {
        parts = List.copyOf(parts);
    }

    /** @param oneLine whether to keep the object or array on one line */
    static JsoncMembers of(JsoncSource source, JsoncNode node, JsoncStyle style, boolean oneLine) {
        List<JsoncNode> inner = node.inner();
        int open = node.valueStart() + 1;
        int close = node.end() - 1;
        int from = source.trailingEnd(
                open, inner.isEmpty() ? close : inner.getFirst().start(), inner.isEmpty());
        String head = source.text().substring(open, from);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < inner.size(); i++) {
            boolean last = i == inner.size() - 1;
            int next = last ? close : inner.get(i + 1).start();
            int end = inner.get(i).end();
            Optional<Integer> comma = source.comma(end, next);
            int afterComma = comma.map(at -> at + 1).orElse(end);
            int trailingEnd = source.trailingEnd(afterComma, next, last);
            parts.add(new Part(
                    source.text().substring(from, inner.get(i).start()),
                    source.of(inner.get(i)),
                    source.text().substring(end, comma.orElse(end)),
                    comma.isPresent(),
                    source.text().substring(afterComma, trailingEnd)));
            from = trailingEnd;
        }
        String foot = source.text().substring(from, close);
        return new JsoncMembers(frame(source, node, style, oneLine), head, parts, foot);
    }

    private static Frame frame(JsoncSource source, JsoncNode node, JsoncStyle style, boolean oneLine) {
        String braces = source.text().charAt(node.valueStart()) == '{' ? "{}" : "[]";
        if (node.inner().isEmpty()) {
            String outer = source.indent(node.valueStart());
            return new Frame(braces, oneLine, false, outer, outer + style.unit(), outer, style);
        }
        JsoncNode last = node.inner().getLast();
        boolean commaAtEnd = source.comma(last.end(), node.end() - 1).isPresent();
        if (oneLine) {
            return new Frame(braces, true, commaAtEnd, "", "", "", style);
        }
        String outer = source.indent(node.valueStart());
        String inner = source.indent(last.start());
        String indent = source.isSameLine(node.valueStart(), last.start()) ? outer + style.unit() : inner;
        return new Frame(braces, false, commaAtEnd, outer, indent, inner, style);
    }

    /** Returns a copy in which the source text of each part is replaced. */
    JsoncMembers withBodies(List<String> bodies) {
        List<Part> changed = new ArrayList<>();
        for (Part part : parts) {
            changed.add(part.withBody(bodies.get(changed.size())));
        }
        return new JsoncMembers(frame, head, changed, foot);
    }

    JsoncMembers without(IntPredicate removed) {
        List<Part> remaining = new ArrayList<>();
        Optional<String> carried = Optional.empty();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Part adjusted = carried.isPresent() ? part.withLead(join(carried.get(), part.lead(), false)) : part;
            carried = removed.test(i) ? Optional.of(adjusted.textAfterRemoval()) : Optional.empty();
            if (carried.isEmpty()) {
                remaining.add(adjusted);
            }
        }
        return new JsoncMembers(
                frame,
                head,
                remaining,
                carried.map(leading -> join(leading, foot, true)).orElse(foot));
    }

    /** Joins the text before a removed part with the text after it. */
    private static String join(String before, String after, boolean atEnd) {
        if (JsoncSource.beginsWithLineEnd(after)) {
            return JsoncSource.withoutLastLine(before) + after;
        }
        return atEnd
                ? JsoncSource.trimEnd(before) + after
                : before + after.substring(JsoncSource.leadingBlanks(after).length());
    }

    /** Returns a copy in which a new part is inserted at the specified index. */
    JsoncMembers withPart(int index, Optional<String> name, JsonNode value) throws IOException {
        boolean last = index == parts.size();
        String next = last ? foot : parts.get(index).lead();
        boolean ownLine =
                JsoncSource.beginsWithLineEnd(next) || !frame.oneLine() && (frame.isObject() || parts.isEmpty());
        Part added = new Part("", frame.render(name, value, ownLine), "", false, "");
        String line = frame.style().lineEnd() + frame.indent();
        String blanks = JsoncSource.leadingBlanks(next);
        if (ownLine) {
            return last ? withPartAtEnd(added, line) : withInserted(index, added.withLead(line));
        }
        if (last || index > 0) {
            return withInserted(index, added.withLead(index > 0 ? " " : blanks));
        }
        List<Part> newParts = new ArrayList<>(parts);
        newParts.set(0, parts.getFirst().withLead(" " + next.substring(blanks.length())));
        newParts.addFirst(added.withLead(blanks));
        return new JsoncMembers(frame, head, newParts, foot);
    }

    /** Adds a part at the end of the object or array, after any comments. */
    private JsoncMembers withPartAtEnd(Part added, String line) {
        int end = foot.length();
        while (end > 0 && " \t\r\n".indexOf(foot.charAt(end - 1)) >= 0) {
            end--;
        }
        // Spaces and tabs after a line comment belong to the comment.
        end += end == 0 ? 0 : JsoncSource.leadingBlanks(foot.substring(end)).length();
        String comments = foot.substring(0, end);
        String rest = foot.substring(end);
        String newFoot =
                JsoncSource.beginsWithLineEnd(rest) ? rest : frame.style().lineEnd() + frame.outerIndent();
        return new JsoncMembers(frame, head, parts, newFoot)
                .withInserted(parts.size(), added.withLead(comments + line));
    }

    private JsoncMembers withInserted(int index, Part part) {
        List<Part> newParts = new ArrayList<>(parts);
        newParts.add(index, part);
        return new JsoncMembers(frame, head, newParts, foot);
    }

    String text() {
        StringBuilder content = new StringBuilder(head);
        for (int i = 0; i < parts.size(); i++) {
            boolean last = i == parts.size() - 1;
            content.append(parts.get(i)
                    .text(!last || frame.commaAtEnd() && parts.get(i).comma()));
        }
        content.append(foot);
        boolean empty = content.toString().isBlank();
        return frame.braces().charAt(0)
                + (empty ? "" : content.toString())
                + frame.braces().charAt(1);
    }
}
