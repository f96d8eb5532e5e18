package dev.openllm.server.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.protocol.Wire;
import dev.openllm.protocol.error.ErrorInfo;
import dev.openllm.protocol.error.ErrorKind;
import dev.openllm.protocol.text.MessageTemplate;
import dev.openllm.protocol.text.UserText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserTextTest {

    @Test
    void theEnglishTextIsFilledIn() {
        assertEquals(
                "b before a, 3 times",
                UserText.of("{1} before {0}, {2} times", "a", "b", 3).english());
    }

    @Test
    void otherBracesAreOrdinaryCharacters() {
        String template = "Write ${NAME}, {} or {x}; {9} has no argument, {";
        assertEquals(template, UserText.of(template).english());
    }

    @Test
    void anArgumentThatLooksLikeAPlaceholderIsNotExpanded() {
        assertEquals("{1} and b", UserText.of("{0} and {1}", "{1}", "b").english());
    }

    @Test
    void anEmbeddedMessageKeepsItsTemplate() {
        UserText text = UserText.of("Cannot reach {0}.", UserText.of("the proxy {0}", "p:1"));

        assertEquals("Cannot reach the proxy p:1.", text.english());
        assertEquals(
                Optional.of(new MessageTemplate(
                        "Cannot reach {0}.", List.of(new MessageTemplate("the proxy {0}", List.of("p:1"))))),
                text.template());
    }

    @Test
    void anEmbeddedProviderMessageHasNoTemplate() {
        UserText text = UserText.of("{0} Trying again.", UserText.verbatim("Slow down {0}"));

        assertEquals("Slow down {0} Trying again.", text.english());
        assertEquals(List.of("Slow down {0}"), text.template().orElseThrow().args());
    }

    @Test
    void theTemplateForVsCodeDoesNotChangeTheEnglishText() {
        UserText text = UserText.of("Run `open-llm models` for {0}.", "x").inVsCode("Choose a model of {0}.");

        assertEquals("Run `open-llm models` for x.", text.english());
        assertEquals("Choose a model of {0}.", text.template().orElseThrow().template());
    }

    @Test
    void anErrorWithTemplatesSurvivesSerialization() throws Exception {
        ErrorInfo error = ErrorInfo.of(
                        ErrorKind.NETWORK,
                        UserText.of("Cannot reach {0}.", UserText.of("port {0} of {1}", 8080, "localhost")))
                .withHint(UserText.of("Try again."));

        String json = Wire.JSON.writeValueAsString(error);

        assertEquals(error, Wire.JSON.readValue(json, ErrorInfo.class));
    }

    @Test
    void anotherMessageRemovesTheTemplateOfTheFirst() {
        ErrorInfo error = ErrorInfo.of(ErrorKind.QUOTA, UserText.of("No credit."));

        assertEquals(Optional.empty(), error.withMessage("insufficient balance").messageTemplate());
    }
}
