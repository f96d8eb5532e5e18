package dev.openllm.server.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests which reasoning effort is requested from a model. */
class EffortsTest {

    @Test
    void aSupportedEffortIsUnchanged() {
        assertEquals(Optional.of("low"), Efforts.nearest("low", List.of("low", "high")));
    }

    @Test
    void anUnsupportedEffortBecomesTheNearestSupportedOne() {
        assertEquals(Optional.of("high"), Efforts.nearest("max", List.of("low", "medium", "high")));
        assertEquals(Optional.of("low"), Efforts.nearest("minimal", List.of("low", "medium", "high")));
        assertEquals(Optional.of("low"), Efforts.nearest("medium", List.of("low", "high")));
    }

    @Test
    void aRequestForReasoningIsNotMappedToNone() {
        assertEquals(Optional.of("high"), Efforts.nearest("minimal", List.of("none", "high")));
    }

    @Test
    void aModelThatCannotDisableReasoningUsesTheLowestEffort() {
        assertEquals(Optional.of("low"), Efforts.nearest("none", List.of("low", "high")));
    }

    @Test
    void withoutModelPropertiesTheEffortIsUnchanged() {
        assertEquals(Optional.of("xhigh"), Efforts.nearest("xhigh", List.of()));
    }

    @Test
    void anUnknownEffortIsNotSent() {
        assertEquals(Optional.empty(), Efforts.nearest("lots", List.of()));
    }
}
