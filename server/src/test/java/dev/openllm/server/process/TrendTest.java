package dev.openllm.server.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests when the soak test reports that a value grows. */
class TrendTest {

    private static final List<Double> TIMES =
            IntStream.range(0, 40).mapToObj(i -> i / 60.0).toList();

    @Test
    void aLeakIsDetectedDespiteNoise() {
        Random noise = new Random(1);
        Trend trend = Trend.of(
                TIMES,
                TIMES.stream().map(t -> 50 + 12 * t + noise.nextGaussian()).toList());

        assertEquals(12, trend.perHour(), 3);
        assertTrue(trend.grows(2));
    }

    @Test
    void noiseIsNotALeak() {
        Random noise = new Random(2);
        Trend trend = Trend.of(
                TIMES, TIMES.stream().map(t -> 50 + 3 * noise.nextGaussian()).toList());

        assertFalse(trend.grows(0.5));
    }

    @Test
    void aFewBytesAreNotALeak() {
        assertFalse(Trend.of(TIMES, TIMES.stream().map(t -> 50 + t).toList()).grows(2));
    }
}
