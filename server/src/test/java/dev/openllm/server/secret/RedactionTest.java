package dev.openllm.server.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that no API key remains readable in text that leaves the process and that other text is not changed. */
class RedactionTest {

    @Test
    void everyKeyThatTheProcessHasReadIsMaskedWhateverItsFormat() {
        new Secret("plain words as key");

        assertEquals("it is '•••'!", Redaction.redact("it is 'plain words as key'!"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-CANARY7890abcdef1234",
                "Error: sk-ant-api03-CANARY-abc_def-xyz is wrong",
                "AIzaSyCANARY1234567890abcdefghij",
                "gsk_CANARY1234567890abcdef",
                "hf_CANARYabcdefghijklmnop",
                "Authorization: Bearer CANARYabc.def",
                "authorization: basic CANARYdXNlcjpw",
                "{\"x-api-key\": \"CANARY-something\"}",
                "X-Api-Key: CANARY-something",
                "api_key=CANARYvalue",
                "https://user:CANARY@host/v1",
                "https://CANARYtoken@host/v1",
                "https://host/v1?key=CANARY&alt=sse",
                "GET /v1/models?alt=sse&token=CANARY",
                "eyJhbGciOiJCANARY12.eyJzdWIiOiCANARY1.CANARYsig",
            })
    void textInTheFormatOfAKeyIsMasked(String text) {
        assertFalse(Redaction.redact(text).contains("CANARY"), () -> Redaction.redact(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        https://host/v1?alt=sse&key=abc     | https://host/v1?alt=sse&key=•••
        https://me:pass@host/v1             | https://•••@host/v1
        Authorization: Bearer abcdef1234    | Authorization: Bearer •••
        """)
    void theTextAroundTheKeyIsPreserved(String text, String masked) {
        assertEquals(masked, Redaction.redact(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The bearer of bad news",
                "Cannot reach http://localhost:11434/api/tags",
                "openai/gpt-5 answered with 429: slow down",
                "Unknown key 'api_bse'; did you mean 'api_base'?",
                "write to someone@example.com",
                "environment variable OPENAI_API_KEY",
            })
    void ordinaryTextIsUnchanged(String text) {
        assertEquals(text, Redaction.redact(text));
    }

    @Test
    void longAdversarialTextIsProcessedQuickly() {
        String text = "sk-".repeat(20_000) + "bearer ".repeat(20_000) + "eyJ".repeat(20_000) + "://".repeat(20_000);

        assertTimeout(Duration.ofSeconds(5), () -> Redaction.redact(text));
    }

    @Test
    void anErrorContainsNoTerminalControlCharacters() {
        ErrorInfo error = ErrorInfo.of(ErrorKind.OVERLOADED, "a\u001b[31mb\u0007\u009b\u202e c\nd")
                .withHint("e\rf");
        assertEquals("a[31mb c\nd", Redaction.redact(error).message());
        assertEquals(Optional.of("ef"), Redaction.redact(error).hint());
    }

    @Test
    void theLengthOfAnErrorIsLimited() {
        String message = Redaction.redact(ErrorInfo.of(ErrorKind.OVERLOADED, "x".repeat(5_000_000)))
                .message();
        assertEquals(2001, message.length());
    }
}
