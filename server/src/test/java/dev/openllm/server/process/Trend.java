package dev.openllm.server.process;

import java.util.List;
import java.util.Locale;

/**
 * The change of a measured value over time, as a straight line that is fitted with least squares.
 *
 * @param start the value of the line at the start
 * @param perHour the slope of the line per hour
 * @param error the standard error of the slope
 * @param hours the duration of the measurement in hours
 */
record Trend(double start, double perHour, double error, double hours) {

    /** A slope is considered significant if it exceeds this number of standard errors. */
    private static final double SIGNIFICANT_ERRORS = 3;

    /**
     * Fits a line to the values.
     *
     * @param times the times of the measurements, in hours
     */
    static Trend of(List<Double> times, List<Double> values) {
        int count = times.size();
        if (count < 4) {
            throw new IllegalArgumentException("a trend needs four values at least");
        }
        double meanTime = times.stream().mapToDouble(t -> t).average().orElseThrow();
        double meanValue = values.stream().mapToDouble(v -> v).average().orElseThrow();
        double covarianceSum = 0;
        double timeVarianceSum = 0;
        for (int i = 0; i < count; i++) {
            covarianceSum += (times.get(i) - meanTime) * (values.get(i) - meanValue);
            timeVarianceSum += Math.pow(times.get(i) - meanTime, 2);
        }
        double slope = covarianceSum / timeVarianceSum;
        double squaredResiduals = 0;
        for (int i = 0; i < count; i++) {
            squaredResiduals += Math.pow(values.get(i) - meanValue - slope * (times.get(i) - meanTime), 2);
        }
        double hours = times.getLast() - times.getFirst();
        return new Trend(
                meanValue - slope * (meanTime - times.getFirst()),
                slope,
                Math.sqrt(squaredResiduals / (count - 2) / timeVarianceSum),
                hours);
    }

    double growth() {
        return perHour * hours;
    }

    /** Whether the value grows significantly and by more than the given amount. */
    boolean grows(double minGrowth) {
        return perHour > SIGNIFICANT_ERRORS * error && growth() > minGrowth;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%10.1f %+9.2f %+10.2f ±%.2f", start, growth(), perHour, error);
    }
}
