package dev.openllm.server.cli.terminal;

/** The style of a table cell on a terminal with colors. */
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
