package dev.openllm.server.process;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Clients that send all kinds of requests at a steady rate until they are paused. */
final class SoakTraffic implements AutoCloseable {

    private static final int CLIENT_COUNT = 8;
    private static final int SETTLE_MS = 1_500;

    /** A client that can perform exchanges of several kinds. */
    interface Client {

        List<String> kinds();

        /**
         * Performs one exchange.
         *
         * @throws Exception if the exchange does not end as expected
         */
        void exchange(String kind, int number) throws Exception;
    }

    private record Exchange(Client client, String kind) {}

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Exchange> exchanges;
    private final double rate;
    private final Map<String, Integer> completed = new TreeMap<>();
    private final Map<String, String> failed = new TreeMap<>();
    private int number;

    /**
     * Creates the traffic.
     *
     * @param rate the number of exchanges per second of all clients together
     */
    SoakTraffic(List<? extends Client> clients, double rate) {
        this.exchanges = clients.stream()
                .flatMap(client -> client.kinds().stream().map(kind -> new Exchange(client, kind)))
                .toList();
        this.rate = rate;
    }

    /** Sends requests until the given time, and then waits until all have ended and their connections are closed. */
    void runUntil(long deadline) throws Exception {
        List<Future<?>> tasks = new java.util.ArrayList<>();
        for (int i = 0; i < CLIENT_COUNT; i++) {
            Random random = new Random(31L * number + i);
            tasks.add(executor.submit(() -> runUntil(deadline, random)));
        }
        for (Future<?> task : tasks) {
            task.get();
        }
        TimeUnit.MILLISECONDS.sleep(SETTLE_MS);
    }

    private void runUntil(long deadline, Random random) {
        long interval = (long) (CLIENT_COUNT / rate * 1e9);
        long nextTime = System.nanoTime() + random.nextLong(interval);
        while (nextTime < deadline) {
            LockSupport.parkNanos(nextTime - System.nanoTime());
            Exchange exchange = exchanges.get(random.nextInt(exchanges.size()));
            try {
                exchange.client().exchange(exchange.kind(), nextNumber());
                countCompleted(exchange.kind());
            } catch (Exception | AssertionError unexpected) {
                failed(exchange.kind(), unexpected);
            }
            nextTime = Math.max(nextTime + interval, System.nanoTime());
        }
    }

    private synchronized int nextNumber() {
        return number++;
    }

    private synchronized void countCompleted(String kind) {
        completed.merge(kind, 1, Integer::sum);
    }

    private synchronized void failed(String kind, Throwable unexpected) {
        failed.putIfAbsent(kind, unexpected.toString());
    }

    synchronized String summary() {
        return "exchanges: " + completed + (failed.isEmpty() ? "" : "\nFAILED: " + failed);
    }

    /** Whether every exchange ended as expected. */
    synchronized boolean isSuccessful() {
        return failed.isEmpty() && completed.size() > 1;
    }

    @Override
    public void close() {
        executor.close();
    }
}
