package dev.openllm.server.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An object in JSON with comments and trailing commas. Its members are changed in place; all other letters stay. */
record JsoncText(String text) {

    private static final JsonMapper JSONC = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    /** Where a member stands: from the quote of its name to the letter behind its value. */
    private record Member(String name, int start, int valueStart, int end) {}

    /**
     * The members of the object.
     *
     * @param close where its last brace is
     */
    private record Members(List<Member> all, int close) {

        Optional<Member> named(String name) {
            return all.reversed().stream().filter(member -> member.name().equals(name)).findFirst();
        }
    }

    /** @throws IOException when the text is no object; its message quotes nothing of it */
    ObjectNode read() throws IOException {
        try {
            JsonNode json = text.isBlank() ? JSONC.createObjectNode() : JSONC.readTree(text);
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw new IOException("it is not a JSON object");
        } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            throw new IOException("line " + broken.getLocation().getLineNr() + " is not valid JSON");
        }
    }

    JsoncText with(String name, JsonNode value) throws IOException {
        if (text.isBlank()) {
            return new JsoncText("{}\n").with(name, value);
        }
        Members members = members();
        Optional<Member> old = members.named(name);
        if (old.isPresent()) {
            String written = written(value, indentOf(old.get()));
            return new JsoncText(text.substring(0, old.get().valueStart()) + written + text.substring(old.get().end()));
        }
        String indent = members.all().isEmpty() ? "    " : indentOf(members.all().getLast());
        String member = lineEnd() + indent + JSONC.getNodeFactory().textNode(name) + ": " + written(value, indent);
        StringBuilder changed = new StringBuilder(text);
        int last = lastLetterBefore(members.close()) + 1;
        changed.replace(last, members.close(), member + lineEnd());
        if (!members.all().isEmpty() && comma(members.all().getLast().end(), members.close()).isEmpty()) {
            changed.insert(members.all().getLast().end(), ',');
        }
        return new JsoncText(changed.toString());
    }

    JsoncText without(String name) throws IOException {
        Members members = members();
        Optional<Member> gone = members.named(name);
        if (gone.isEmpty()) {
            return this;
        }
        int at = members.all().indexOf(gone.get());
        int next = at + 1 < members.all().size() ? members.all().get(at + 1).start() : members.close();
        Optional<Integer> behind = comma(gone.get().end(), next);
        int end = behind.map(comma -> comma + 1).orElse(gone.get().end());
        int start = gone.get().start();
        while (start > 0 && (text.charAt(start - 1) == ' ' || text.charAt(start - 1) == '\t')) {
            start--;
        }
        boolean ownLine = start > 0 && text.charAt(start - 1) == '\n';
        if (ownLine && text.startsWith(lineEnd(), end)) {
            end += lineEnd().length();
        }
        StringBuilder changed = new StringBuilder(text).delete(start, end);
        if (behind.isEmpty() && at > 0) {
            comma(members.all().get(at - 1).end(), gone.get().start()).ifPresent(changed::deleteCharAt);
        }
        return new JsoncText(changed.toString()).without(name);
    }

    private Members members() throws IOException {
        read();
        List<Member> members = new ArrayList<>();
        try (JsonParser parser = JSONC.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.nextToken();
                int valueStart = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                parser.finishToken();
                members.add(new Member(name, start, valueStart, (int) parser.currentLocation().getCharOffset()));
            }
            return new Members(members, (int) parser.currentTokenLocation().getCharOffset());
        }
    }

    /** The comma between two places that only white space and comments stand between. */
    private Optional<Integer> comma(int from, int to) {
        int i = from;
        while (i < to) {
            if (text.startsWith("//", i)) {
                int end = text.indexOf('\n', i);
                i = end < 0 ? to : end;
            } else if (text.startsWith("/*", i)) {
                i = text.indexOf("*/", i) + 2;
            } else if (text.charAt(i) == ',') {
                return Optional.of(i);
            } else {
                i++;
            }
        }
        return Optional.empty();
    }

    private int lastLetterBefore(int place) {
        int i = place - 1;
        while (Character.isWhitespace(text.charAt(i))) {
            i--;
        }
        return i;
    }

    private String indentOf(Member member) {
        int line = text.lastIndexOf('\n', member.start()) + 1;
        String before = text.substring(line, member.start());
        return before.isBlank() ? before : "    ";
    }

    private String written(JsonNode value, String indent) throws IOException {
        DefaultIndenter lines = new DefaultIndenter(indent.isEmpty() ? "    " : indent, lineEnd());
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(lines);
        printer.indentArraysWith(lines);
        return JSONC.writer(printer)
                .writeValueAsString(value)
                .replace(" : ", ": ")
                .replace(lineEnd(), lineEnd() + indent);
    }

    private String lineEnd() {
        return text.contains("\r\n") ? "\r\n" : "\n";
    }
}
