package dev.openllm.server.process;

import java.util.List;
import java.util.Locale;

/**
 * The change of a measured value over time, as a straight line that is fitted with least squares.
 *
 * @param first the value of the line at the start
 * @param perHour the slope of the line per hour
 * @param error the standard error of the slope
 * @param hours the duration of the measurement in hours
 */
record Trend(double first, double perHour, double error, double hours) {

    /** A slope is considered significant if it exceeds this number of standard errors. */
    private static final double CERTAIN = 3;

    /**
     * Fits a line to the values.
     *
     * @param times the times of the measurements, in hours
     */
    static Trend of(List<Double> times, List<Double> values) {
        int n = times.size();
        if (n < 4) {
            throw new IllegalArgumentException("a trend needs four values at least");
        }
        double meanTime = times.stream().mapToDouble(t -> t).average().orElseThrow();
        double meanValue = values.stream().mapToDouble(v -> v).average().orElseThrow();
        double across = 0;
        double along = 0;
        for (int i = 0; i < n; i++) {
            across += (times.get(i) - meanTime) * (values.get(i) - meanValue);
            along += Math.pow(times.get(i) - meanTime, 2);
        }
        double slope = across / along;
        double residuals = 0;
        for (int i = 0; i < n; i++) {
            residuals += Math.pow(values.get(i) - meanValue - slope * (times.get(i) - meanTime), 2);
        }
        double hours = times.getLast() - times.getFirst();
        return new Trend(
                meanValue - slope * (meanTime - times.getFirst()),
                slope,
                Math.sqrt(residuals / (n - 2) / along),
                hours);
    }

    double growth() {
        return perHour * hours;
    }

    /** Whether the value grows significantly and by more than the given amount. */
    boolean grows(double atLeast) {
        return perHour > CERTAIN * error && growth() > atLeast;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%10.1f %+9.2f %+10.2f ±%.2f", first, growth(), perHour, error);
    }
}
