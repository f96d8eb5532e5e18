package dev.openllm.server.cli.terminal;

/** The styles of table cells on terminals that support colors. */
public enum Style {
    PLAIN(""),
    HEADING("1"),
    GOOD("32"),
    BAD("31"),
    OPEN("33"),
    FAINT("2");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
