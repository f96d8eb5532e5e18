package dev.openllm.server.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowingArgumentsTest {

    private final List<String> fragments = new ArrayList<>();
    private final GrowingArguments growingArguments = new GrowingArguments();

    private void advance(String accumulated) {
        growingArguments.advance(accumulated, "c1", "f", (id, name, fragment) -> fragments.add(fragment));
    }

    @Test
    void eachFragmentIsPassedOnOnce() {
        advance("{\"a\":");
        advance("{\"a\":\"b");
        advance("{\"a\":\"bc");
        assertEquals(List.of("{\"a\":", "\"b", "c"), fragments);
    }

    @Test
    void aBraceThatCouldCloseTheObjectIsHeldBack() {
        advance("{\"a\":{\"b\":1}}");
        advance("{\"a\":{\"b\":1},");
        assertEquals(List.of("{\"a\":{\"b\":1", "},"), fragments);
    }

    @Test
    void aPlaceholderIsThePrefixOfTheArgumentsThatReplaceIt() {
        advance("{}");
        growingArguments.restart();
        advance("{\"a\":1");
        assertEquals("{\"a\":1", String.join("", fragments));
    }

    @Test
    void repeatedArgumentsAreNotPassedOnAgain() {
        advance("{\"a\":1}");
        growingArguments.restart();
        advance("{\"a\":1}");
        assertEquals("{\"a\":1", String.join("", fragments));
    }

    @Test
    void argumentsThatDifferFromThosePassedOnAreNotAdded() {
        advance("{\"a\":1");
        growingArguments.restart();
        advance("{\"bcd\":12345");
        assertEquals(List.of("{\"a\":1"), fragments);
    }

    @Test
    void argumentsThatAreNotAnObjectWaitForTheCompleteCall() {
        advance("\"{\\\"a\\\":1}\"");
        advance("null");
        assertEquals(List.of(), fragments);
    }

    @Test
    void halfOfASurrogatePairWaitsForTheOther() {
        advance("{\"a\":\"\ud83d");
        advance("{\"a\":\"\ud83d\ude00");
        assertEquals(List.of("{\"a\":\"", "\ud83d\ude00"), fragments);
    }
}
