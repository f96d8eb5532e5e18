package dev.openllm.server.config.jsonc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openllm.protocol.Wire;
import dev.openllm.server.config.edit.SettingsRenderer;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Tests that a {@code settings.json} file is changed inside its values and that unchanged parts keep their exact
 * characters.
 */
class JsoncPatchTest {

    private static final String PROVIDERS = """
        {
          // mine
          "openLLM.providers": [ // all of them
            // fast
            { "name": "groq" }, // the free one
            /* the usual one */
            {
              "name": "openai", // from work
              // not too much
              "models": ["gpt-5", "o3"], /* two */
              "xNote": "a // b, {[", // keep
            },
            // slow
            {
              "name": "ollama" // at home
            } // last
            // { "name": "off" }
          ], // end
          "x": 1
        }
        """;

    @Test
    void commentsOfAnUnchangedProviderArePreserved() throws IOException {
        assertPatch(
                PROVIDERS,
                "[{name:'groq',enabled:true},{name:'openai',models:['gpt-5','o3'],xNote:'a // b, {['},{name:'ollama'}]",
                "{ \"name\": \"groq\" }, // the",
                "{ \"name\": \"groq\", \"enabled\": true }, // the");
    }

    @Test
    void theOtherLinesOfAChangedProviderArePreserved() throws IOException {
        assertPatch(
                PROVIDERS,
                "[{name:'groq'},{name:'openai',models:['gpt-5','o3'],xNote:'new'},{name:'ollama'}]",
                "\"a // b, {[\"",
                "\"new\"");
    }

    @Test
    void aProviderIsRemovedWithItsComments() throws IOException {
        assertPatch(
                PROVIDERS,
                "[{name:'openai',models:['gpt-5','o3'],xNote:'a // b, {['},{name:'ollama'}]",
                "    { \"name\": \"groq\" }, // the free one\n",
                "");
    }

    @Test
    void removingTheLastProviderRemovesThePrecedingComma() throws IOException {
        assertPatch(
                PROVIDERS,
                "[{name:'groq'},{name:'openai',models:['gpt-5','o3'],xNote:'a // b, {['}]",
                "    },\n    // slow\n    {\n      \"name\": \"ollama\" // at home\n    } // last\n",
                "    }\n    // slow\n");
    }

    @Test
    void aNewProviderIsAddedInItsPosition() throws IOException {
        assertPatch(
                PROVIDERS,
                "[{name:'groq'},{name:'x'},{name:'openai',models:['gpt-5','o3'],xNote:'a // b, {['},{name:'ollama'}]",
                "// the free one\n",
                "// the free one\n    {\n      \"name\": \"x\"\n    },\n");
    }

    @Test
    void aNewFirstProviderFollowsTheCommentAtTheBracket() throws IOException {
        assertPatch(
                PROVIDERS,
                "[{name:'x'},{name:'groq'},{name:'openai',models:['gpt-5','o3'],xNote:'a // b, {['},{name:'ollama'}]",
                "// all of them\n",
                "// all of them\n    {\n      \"name\": \"x\"\n    },\n");
    }

    @Test
    void aNewLastProviderFollowsTheCommentsAtTheEnd() throws IOException {
        assertPatch(
                PROVIDERS,
                "[{name:'groq'},{name:'openai',models:['gpt-5','o3'],xNote:'a // b, {['},{name:'ollama'},{name:'x'}]",
                "    } // last\n    // { \"name\": \"off\" }\n",
                "    }, // last\n    // { \"name\": \"off\" }\n    {\n      \"name\": \"x\"\n    }\n");
    }

    @Test
    void aNewMemberIsAddedLastWithTheIndentationOfItsObject() throws IOException {
        assertPatch(
                PROVIDERS,
                "[{name:'groq'},{name:'openai',models:['gpt-5','o3'],xNote:'a // b, {['},"
                        + "{name:'ollama',headers:{'X-A':'1'}}]",
                "\"ollama\" // at home\n",
                "\"ollama\", // at home\n      \"headers\": {\n        \"X-A\": \"1\"\n      }\n");
    }

    @Test
    void removingAMemberRemovesItsLineButNotTheCommentsAboveIt() throws IOException {
        assertPatch(
                PROVIDERS,
                "[{name:'groq'},{name:'openai',xNote:'a // b, {['},{name:'ollama'}]",
                "      \"models\": [\"gpt-5\", \"o3\"], /* two */\n",
                "");
    }

    @Test
    void itemsOnOneLineAreAddedAndRemovedOnThatLine() throws IOException {
        assertPatch(
                "{\"openLLM.providers\": [\"a\", \"b\",\"c\"]}",
                "['x','b','y','c','z']",
                "\"a\", \"b\",\"c\"",
                "\"x\", \"b\", \"y\",\"c\", \"z\"");
    }

    @Test
    void removingTheLastItemOnALineRemovesThePrecedingComma() throws IOException {
        assertPatch("{\"openLLM.providers\": [ \"a\", \"b\" ]}", "['a']", "\"a\", \"b\"", "\"a\"");
    }

    @Test
    void removingTheFirstItemOnALineLeavesNoGap() throws IOException {
        assertPatch("{\"openLLM.providers\": [ \"a\", \"b\" ]}", "['b']", "\"a\", \"b\"", "\"b\"");
    }

    @Test
    void allItemsOnOneLineAreReplacedOnThatLine() throws IOException {
        assertPatch("{\"openLLM.providers\": [ \"a\", \"b\" ]}", "['x','y']", "\"a\", \"b\"", "\"x\", \"y\"");
    }

    @Test
    void anObjectOnOneLineRemainsOnOneLine() throws IOException {
        assertPatch(
                "{\n\"openLLM.providers\": [\n{\"name\": \"a\", \"models\": []}]}",
                "[{name:'a',models:[{id:'m',tools:true},'n'],headers:{}}]",
                "[]}",
                "[{ \"id\": \"m\", \"tools\": true }, \"n\"], \"headers\": {}}");
    }

    @Test
    void commentsBetweenItemsOnOneLineBelongToTheNextItem() throws IOException {
        assertPatch(
                "{\"openLLM.providers\": [/* 1 */ \"a\", /* 2 */ \"b\" /* 3 */]}",
                "['b','c']",
                "/* 1 */ \"a\", /* 2 */ \"b\" /* 3 */",
                "/* 1 */ /* 2 */ \"b\", /* 3 */ \"c\"");
    }

    @Test
    void anEmptiedListPreservesCommentsOnTheirOwnLines() throws IOException {
        assertPatch(
                "{\n  \"openLLM.providers\": [\n    // none\n    \"a\" // one\n  ]\n}", "[]", "    \"a\" // one\n", "");
    }

    @Test
    void anEmptiedListWithoutCommentsIsWrittenOnOneLine() throws IOException {
        assertPatch("{\n  \"openLLM.providers\": [\n    \"a\"\n  ]\n}", "[]", "[\n    \"a\"\n  ]", "[]");
    }

    @Test
    void anEmptyListIsFilledOnLinesBelowItsComments() throws IOException {
        assertPatch(
                "{\n  \"openLLM.providers\": [\n    // none\n  ]\n}",
                "['a','b']",
                "// none\n",
                "// none\n    \"a\",\n    \"b\"\n");
    }

    @Test
    void windowsLineEndingsArePreserved() throws IOException {
        assertPatch(
                "{\r\n  \"openLLM.providers\": [\r\n    \"a\", // one\r\n    \"b\" // two\r\n  ]\r\n}\r\n",
                "['a',{name:'c'}]",
                ", // one\r\n    \"b\" // two\r\n",
                ", // one\r\n    {\r\n      \"name\": \"c\"\r\n    }\r\n");
    }

    @Test
    void tabsArePreserved() throws IOException {
        assertPatch(
                "{\n\t\"openLLM.providers\": [\n\t\t{\n\t\t\t\"name\": \"a\" // one\n\t\t}\n\t]\n}\n",
                "[{name:'a',headers:{x:'1'}},{name:'b'}]",
                "\"a\" // one\n\t\t}\n",
                "\"a\", // one\n\t\t\t\"headers\": {\n\t\t\t\t\"x\": \"1\"\n\t\t\t}\n\t\t},\n"
                        + "\t\t{\n\t\t\t\"name\": \"b\"\n\t\t}\n");
    }

    @Test
    void aTrailingCommaKeepsItsPosition() throws IOException {
        assertPatch(
                "{\n  \"openLLM.providers\": [\n    \"a\",\n    \"b\", // two\n  ],\n}\n",
                "['b','c']",
                "    \"a\",\n    \"b\", // two\n",
                "    \"b\", // two\n    \"c\"\n");
    }

    @Test
    void leadingCommasArePreserved() throws IOException {
        assertPatch(
                "{\n  \"openLLM.providers\": [\n    \"a\" // one\n    // two\n    , \"b\"\n    , \"c\"\n  ]\n}\n",
                "['b','c']",
                "    \"a\" // one\n    // two\n    , \"b\"",
                "    // two\n    \"b\"");
    }

    @Test
    void objectsThatStartOnTheClosingLineOfOthersKeepThatStyle() throws IOException {
        assertPatch(
                "{\n  \"openLLM.providers\": [{\n    \"name\": \"a\" // one\n  }, {\n    \"name\": \"b\"\n  }]\n}\n",
                "[{name:'a'},{name:'b'},{name:'c'}]",
                "\"b\"\n  }]",
                "\"b\"\n  }, {\n    \"name\": \"c\"\n  }]");
    }

    @Test
    void listsWithDuplicateNamesAreRewritten() throws IOException {
        assertPatch(
                "{\n  \"openLLM.providers\": [\n    \"a\", // one\n    \"a\"\n  ] // end\n}\n",
                "['a','b']",
                "    \"a\", // one\n    \"a\"\n",
                "    \"a\",\n    \"b\"\n");
    }

    @Test
    void reorderedListsAreRewrittenWithoutChangingTheirSurroundings() throws IOException {
        assertPatch(
                PROVIDERS,
                "[{name:'groq'},{name:'openai',models:['o3','gpt-5'],xNote:'a // b, {['},{name:'ollama'}]",
                "[\"gpt-5\", \"o3\"]",
                "[\"o3\", \"gpt-5\"]");
    }

    @Test
    void modelsAreMatchedByIdAndNotByDisplayName() throws IOException {
        assertPatch(
                "{\"openLLM.providers\": [{\"name\": \"p\", \"models\": [\n"
                        + "{\"id\": \"a\", /* 1 */ \"name\": \"N\"}, {\"id\": \"b\", /* 2 */ \"name\": \"N\"}]}]}",
                "[{name:'p',models:[{id:'a',name:'M'},{id:'b',name:'N'}]}]",
                "/* 1 */ \"name\": \"N\"",
                "/* 1 */ \"name\": \"M\"");
    }

    @Test
    void aModelThatWasOnlyAnIdIsReplacedInPlace() throws IOException {
        assertPatch(
                "{\"openLLM.providers\": [{\"id\": \"p\", \"models\": [\"a\", /* 2 */ \"b\"]}]}",
                "[{id:'p',models:['a',{id:'b',tools:true}]}]",
                "/* 2 */ \"b\"",
                "/* 2 */ { \"id\": \"b\", \"tools\": true }");
    }

    @Test
    void oneOfManyProvidersIsChangedInPlace() throws IOException {
        List<String> providers = IntStream.range(0, 5000)
                .mapToObj(i -> "{\"name\": \"p" + i + "\", \"n\": " + i + " /* ü 😀 " + i + " */}")
                .toList();
        String before = "{\n  \"openLLM.providers\": [\n" + String.join(", // {\n", providers) + "\n  ]\n}\n";

        assertPatch(
                before,
                ("[" + String.join(",", providers) + "]")
                        .replaceAll("/.*?/", "")
                        .replace(": 4321 ", ": -1"),
                "4321 /* ü 😀 4321",
                "-1 /* ü 😀 4321");
    }

    @Test
    void textAndNumberAreNotEqual() throws IOException {
        assertPatch("{\"openLLM.providers\": {\"a\": \"1\" /* one */}}", "{a:1}", "\"1\"", "1");
    }

    @Test
    void equalNumbersKeepTheirNotation() throws IOException {
        assertPatch("{\"openLLM.providers\": {\"a\": 1.50, \"b\": 1}}", "{a:1.5,b:2}", "\"b\": 1", "\"b\": 2");
    }

    @Test
    void theLastOfTwoDuplicateMembersIsUsed() throws IOException {
        assertPatch("{\"openLLM.providers\": {\"a\": 1, \"a\": 1}}", "{a:2}", "\"a\": 1}", "\"a\": 2}");
    }

    @Test
    void aValueOfAnotherTypeReplacesTheOldOne() throws IOException {
        assertPatch("{\n  \"openLLM.providers\": [\"a\"] // all\n}\n", "{b:1}", "[\"a\"]", "{\n    \"b\": 1\n  }");
    }

    @Test
    void colonsInNewStringsArePreserved() throws IOException {
        assertPatch("{\n  \"openLLM.providers\": 1\n}\n", "{a:'b : c'}", "1", "{\n    \"a\": \"b : c\"\n  }");
    }

    @Test
    void entirelyReplacedValuesAreEqual() throws IOException {
        ObjectNode requested = new JsoncText(PROVIDERS).read().put("openLLM.providers", 2);

        assertEquals(
                "{\n  // mine\n  \"openLLM.providers\": 2, // end\n  \"x\": 1\n}\n",
                JsoncPatch.shallow(PROVIDERS, new JsoncText(PROVIDERS).read(), requested));
    }

    /**
     * Verifies the change from the old to the changed part of a document.
     *
     * @param providers the requested value as JSON with single quotes and unquoted names
     */
    private static void assertPatch(String before, String providers, String oldText, String newText)
            throws IOException {
        ObjectNode expected = new JsoncText(before).read();
        String json = providers.replaceAll("([{,])(\\w+):", "$1'$2':").replace('\'', '"');
        expected.set("openLLM.providers", Wire.JSON.readTree(json));

        String after = new JsoncText(before)
                .withContent(expected, SettingsRenderer.FILE_SHAPE)
                .text();

        int index = before.indexOf(oldText);
        assertEquals(before.substring(0, index) + newText + before.substring(index + oldText.length()), after);
    }
}
