package dev.openllm.protocol.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Text that is displayed to the user. The product's own messages have templates, which clients translate. A provider's
 * message is created with {@link #verbatim} and is displayed unchanged.
 *
 * @param english the complete English text
 * @param template the template, for translation; absent for text that is not the product's own
 */
public record UserText(String english, Optional<MessageTemplate> template) {

    private static final UserText NONE = verbatim("");

    /**
     * Creates one of the product's own messages. A test collects the templates from the source code, so the template
     * must be a string literal in the call itself. Singular and plural require separate templates.
     *
     * @param template the English template, in which {0} is the first argument; other braces are ordinary characters
     * @param args strings, numbers, and other messages; any other value is displayed as its {@code toString}
     */
    public static UserText of(String template, Object... args) {
        List<Object> wire = new ArrayList<>(args.length);
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            wire.add(args[i] instanceof UserText text ? text.asArgument() : args[i]);
            words[i] = args[i] instanceof UserText text ? text.english : String.valueOf(args[i]);
        }
        return new UserText(filled(template, words), Optional.of(new MessageTemplate(template, wire)));
    }

    /** Creates text that is not the product's own, such as a provider's message. The text is never translated. */
    public static UserText verbatim(String words) {
        return new UserText(words, Optional.empty());
    }

    /** Returns empty text. */
    public static UserText none() {
        return NONE;
    }

    /**
     * Returns a copy of this text with a different template for VS Code. This template is necessary if the message
     * mentions a command of the command line. The arguments remain the same, but the new template can omit some of
     * them.
     */
    public UserText inVsCode(String vsCodeTemplate) {
        return new UserText(english, template.map(own -> new MessageTemplate(vsCodeTemplate, own.args())));
    }

    /**
     * Returns the text after applying a function to the English text and to every string argument, for example to mask
     * API keys.
     */
    public UserText map(UnaryOperator<String> change) {
        return new UserText(change.apply(english), template.map(own -> changed(own, change)));
    }

    /** Returns whether the text is empty. */
    public boolean isEmpty() {
        return english.isEmpty();
    }

    @Override
    public String toString() {
        return english;
    }

    private Object asArgument() {
        return template.isPresent() ? template.get() : english;
    }

    private static MessageTemplate changed(MessageTemplate template, UnaryOperator<String> change) {
        List<Object> args = new ArrayList<>();
        for (Object arg : template.args()) {
            if (arg instanceof MessageTemplate nested) {
                args.add(changed(nested, change));
            } else {
                args.add(arg instanceof String words ? change.apply(words) : arg);
            }
        }
        return new MessageTemplate(template.template(), args);
    }

    private static String filled(String template, String[] args) {
        if (args.length == 0) {
            return template;
        }
        StringBuilder text = new StringBuilder(template.length() + 32);
        int at = 0;
        while (at < template.length()) {
            int close = template.charAt(at) == '{' ? template.indexOf('}', at) : -1;
            int number = close < 0 ? -1 : number(template, at + 1, close);
            if (number >= 0 && number < args.length) {
                text.append(args[number]);
                at = close + 1;
            } else {
                text.append(template.charAt(at++));
            }
        }
        return text.toString();
    }

    /**
     * Returns the number between two offsets in a template, or -1 if the characters between these offsets are not a
     * number of one or two digits.
     */
    private static int number(String template, int from, int to) {
        int number = 0;
        for (int at = from; at < to; at++) {
            char digit = template.charAt(at);
            if (digit < '0' || digit > '9' || to - from > 2) {
                return -1;
            }
            number = number * 10 + digit - '0';
        }
        return to > from ? number : -1;
    }
}
