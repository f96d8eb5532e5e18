package dev.openllm.server.chat.tools;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.text.UserText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Appends tool names to a provider's error that refers to tools by index. Such an error contains, for example, {@code
 * tools.17.custom.input_schema} or {@code tools[17].function}.
 */
public final class ToolIndexes {

    /**
     * Matches a tool index. In a Gemini error, the relevant index is that of the nested list: {@code
     * tools[0].function_declarations[17]}.
     */
    private static final Pattern INDEX = Pattern.compile(
            "tools\\[0\\]\\.function_?[dD]eclarations\\[(?<gemini>\\d{1,5})\\]|(?<![A-Za-z])tools(?:\\.|\\[|/)(?<other>\\d{1,5})");

    private ToolIndexes() {}

    /**
     * Returns the failure with tool names appended to its message. The names are those of the tools that the message
     * refers to by index.
     *
     * @param names the names of the tools in the request, in order
     */
    public static ErrorInfo withToolNames(ErrorInfo failure, List<String> names) {
        Set<String> found = new LinkedHashSet<>();
        Matcher indexes = INDEX.matcher(failure.message());
        while (indexes.find()) {
            String group = indexes.group("gemini") == null ? indexes.group("other") : indexes.group("gemini");
            int index = Integer.parseInt(group);
            if (index < names.size() && !failure.message().contains(names.get(index))) {
                found.add(names.get(index));
            }
        }
        if (found.isEmpty()) {
            return failure;
        }
        String labels = found.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
        return failure.withMessage(UserText.of("{0} (tool {1})", failure.text(), labels));
    }
}
