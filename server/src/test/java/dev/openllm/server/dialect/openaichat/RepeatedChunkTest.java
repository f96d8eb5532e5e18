package dev.openllm.server.dialect.openaichat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.openllm.server.dialect.Calls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks are written with single quotes. */
class RepeatedChunkTest {

    private static final String CHUNK =
            "{'id':'a','choices':[{'index':0,'delta':{'role':'assistant','content':'Hel','refusal':null}}]}";

    private final RepeatedChunk repeatedChunk = new RepeatedChunk();

    @ParameterizedTest
    @ValueSource(strings = {"lo", "a text that is much longer than the first", "é😀 {}:,[]", "Hel"})
    void aChunkThatDiffersOnlyInItsTextIsNotParsed(String text) {
        updateTemplate(CHUNK);
        assertEquals(text, extractText(CHUNK.replace("Hel", text)));
    }

    @Test
    void whitespaceIsAllowedAroundTheText() {
        String chunk = "{ 'choices': [ { 'delta': { 'content' : 'Hel' } } ] }";
        updateTemplate(chunk);
        assertEquals("lo", extractText(chunk.replace("Hel", "lo")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'b','choices':[{'index':0,'delta':{'role':'assistant','content':'Hel','refusal':null}}]}",
                "{'id':'a','choices':[{'index':0,'delta':{'role':'assistant','content':'Hel','refusal':'no'}}]}",
                "{'id':'a','choices':[{'index':0,'delta':{'role':'assistant','content':'a\\nb','refusal':null}}]}",
                "{'id':'a','choices':[{'index':0,'delta':{'role':'assistant','content':'a\nb','refusal':null}}]}",
                "{'id':'a','choices':[{'index':0,'delta':{'role':'assistant','content':'','refusal':null}}]}",
                "{'id':'a','choices':[{'index':0,'delta':{'role':'assistant','content':'a','b':'c','refusal':null}}]}",
                "{'id':'a','choices':[{'index':0,'delta':{'role':'assistant','content':null,'refusal':null}}]}",
                "{'id':'a','choices':[{'index':0,'delta':{'role':'assistant','content':'Hel",
                "[DONE]"
            })
    void anyOtherChunkIsParsed(String chunk) {
        updateTemplate(CHUNK);
        assertEquals("", extractText(chunk));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'choices':[{'delta':{'content':'Hel','reasoning_content':'hm'}}]}",
                "{'choices':[{'delta':{'content':'Hel','tool_calls':[{'index':0,'function':{'name':'f'}}]}}]}",
                "{'choices':[{'index':1,'delta':{'content':'Hel'}}]}",
                "{'choices':[{'delta':{'content':'Hel'}},{'index':1,'delta':{}}]}",
                "{'choices':[{'delta':{'content':'Hel'},'message':{'content':'Hel'}}]}",
                "{'choices':[{'delta':{'content':[{'type':'text','text':'Hel'}]}}]}",
                "{'id':'a\\n','choices':[{'delta':{'content':'Hel'}}]}",
                "{'choices':[{'delta':{'content':'Hel\\n'}}]}",
                "{'choices':[{'delta':{'content':''}}]}",
                "{'choices':[]}"
            })
    void aChunkWithMoreThanTextIsNotATemplate(String chunk) {
        updateTemplate(chunk);
        assertEquals("", extractText(chunk));
    }

    @Test
    void aChunkIsNoLongerRecognizedAfterADifferentOne() {
        updateTemplate(CHUNK);
        updateTemplate("{'id':'a','choices':[],'usage':{'prompt_tokens':7}}");
        assertEquals("", extractText(CHUNK));
    }

    private void updateTemplate(String chunk) {
        String json = chunk.replace('\'', '"');
        repeatedChunk.update(json, Calls.json(json));
    }

    private String extractText(String chunk) {
        return repeatedChunk.extractText(chunk.replace('\'', '"'));
    }
}
