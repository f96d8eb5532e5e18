package dev.openllm.server.config.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which hosts an allowed-hosts rule matches. */
class HostRuleTest {

    @ParameterizedTest
    @CsvSource({
        "llm.example.com, llm.example.com, 443",
        "llm.example.com, LLM.Example.COM, 8443",
        "llm.example.com, llm.example.com., 443",
        "LLM.example.com., llm.example.com, 443",
        "*.example.com, a.example.com, 443",
        "*.example.com, a.b.example.com, 443",
        "*.example.com:8443, a.example.com, 8443",
        "*, anything.example, 80",
        "*:443, anything.example, 443",
        "localhost:11434, localhost, 11434",
        "127.0.0.1, 127.0.0.1, 1",
        "::1, [::1], 80",
        "[::1]:8080, ::1, 8080",
        "[2001:DB8::1], 2001:db8:0:0:0:0:0:1, 443",
        "bücher.example, xn--bcher-kva.example, 443",
    })
    void aRuleAllowsItsHosts(String rule, String host, int port) {
        assertTrue(HostRule.parse(rule).orElseThrow().allows(host, port));
    }

    @ParameterizedTest
    @CsvSource({
        "llm.example.com, example.com, 443",
        "llm.example.com, llm.example.com.evil.test, 443",
        "llm.example.com, evil-llm.example.com, 443",
        "llm.example.com, a.llm.example.com, 443",
        "llm.example.com:443, llm.example.com, 8443",
        "*.example.com, example.com, 443",
        "*.example.com, evilexample.com, 443",
        "*.example.com, .example.com, 443",
        "*.example.com, a.example.com.evil.test, 443",
        "*:443, anything.example, 80",
        "127.0.0.1, 127.1, 80",
        "127.0.0.1, 2130706433, 80",
        "127.0.0.1, localhost, 80",
        "localhost, 127.0.0.1, 80",
        "::1, ::2, 80",
        "[::1]:8080, ::1, 80",
    })
    void aRuleAllowsNoOtherHosts(String rule, String host, int port) {
        assertFalse(HostRule.parse(rule).orElseThrow().allows(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "https://llm.example.com",
                "llm.example.com/v1",
                "user@llm.example.com",
                "llm.example.com:",
                "llm.example.com:0",
                "llm.example.com:65536",
                "llm.example.com:https",
                "llm.*.com",
                "*example.com",
                "**.example.com",
                "*.*.example.com",
                "*.",
                ".example.com",
                "example..com",
                "-a.example.com",
                "llm example.com",
                "llm.example.com, other.example.com",
                "${HOST}",
                "*.0.0.1",
                "*.1",
                "[::1",
                "[]",
                "[llm.example.com]",
                "fe80::1%eth0",
                "10.0.0.0/8",
            })
    void otherTextIsNotARule(String text) {
        assertEquals(Optional.empty(), HostRule.parse(text));
    }
}
