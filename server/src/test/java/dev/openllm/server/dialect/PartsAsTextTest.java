package dev.openllm.server.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.protocol.chat.Part;
import dev.openllm.server.dialect.parts.TextDocuments;
import dev.openllm.server.dialect.parts.ToolErrors;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartsAsTextTest {

    private static Part.ToolResult result(boolean isError, Part... content) {
        return new Part.ToolResult("c1", List.of(content), isError);
    }

    @Test
    void theResultOfAFailedToolIsMarked() {
        assertEquals(
                List.of(new Part.Text("Error: no such file")),
                ToolErrors.markError(result(true, new Part.Text("no such file"))));
        assertEquals(
                List.of(new Part.Text("Error:"), Part.Image.ofData("image/png", "AAAA")),
                ToolErrors.markError(result(true, Part.Image.ofData("image/png", "AAAA"))));
        assertEquals(List.of(new Part.Text("Error:")), ToolErrors.markError(result(true)));
    }

    @Test
    void aMarkedResultIsUnchanged() {
        Part error = new Part.Text("error: no such file");
        assertEquals(List.of(error), ToolErrors.markError(result(true, error)));
        assertEquals(List.of(new Part.Text("found")), ToolErrors.markError(result(false, new Part.Text("found"))));
    }

    @Test
    void aTextDocumentIsItsNameFollowedByItsText() {
        String data = Base64.getEncoder().encodeToString("Größe".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                Optional.of(new Part.Text("a.txt:\nGröße")),
                TextDocuments.text(new Part.File("text/plain", data, Optional.of("a.txt"))));
        assertEquals(
                Optional.of(new Part.Text("Größe")),
                TextDocuments.text(new Part.File("text/markdown", data, Optional.empty())));
        assertEquals(Optional.empty(), TextDocuments.text(new Part.File("application/pdf", data, Optional.empty())));
        assertEquals(Optional.empty(), TextDocuments.text(new Part.File("text/plain", "no base64!", Optional.empty())));
    }
}
