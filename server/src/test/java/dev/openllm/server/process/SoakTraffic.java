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

    private static final int CLIENTS = 8;
    private static final int SETTLING_MS = 1_500;

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

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Exchange> exchanges;
    private final double rate;
    private final Map<String, Integer> done = new TreeMap<>();
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
    void runUntil(long nanoTime) throws Exception {
        List<Future<?>> clients = new java.util.ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Random random = new Random(31L * number + i);
            clients.add(threads.submit(() -> runUntil(nanoTime, random)));
        }
        for (Future<?> client : clients) {
            client.get();
        }
        TimeUnit.MILLISECONDS.sleep(SETTLING_MS);
    }

    private void runUntil(long nanoTime, Random random) {
        long between = (long) (CLIENTS / rate * 1e9);
        long next = System.nanoTime() + random.nextLong(between);
        while (next < nanoTime) {
            LockSupport.parkNanos(next - System.nanoTime());
            Exchange exchange = exchanges.get(random.nextInt(exchanges.size()));
            try {
                exchange.client().exchange(exchange.kind(), next());
                count(exchange.kind());
            } catch (Exception | AssertionError unexpected) {
                failed(exchange.kind(), unexpected);
            }
            next = Math.max(next + between, System.nanoTime());
        }
    }

    private synchronized int next() {
        return number++;
    }

    private synchronized void count(String kind) {
        done.merge(kind, 1, Integer::sum);
    }

    private synchronized void failed(String kind, Throwable unexpected) {
        failed.putIfAbsent(kind, unexpected.toString());
    }

    synchronized String summary() {
        return "exchanges: " + done + (failed.isEmpty() ? "" : "\nFAILED: " + failed);
    }

    /** Whether every exchange ended as expected. */
    synchronized boolean isSound() {
        return failed.isEmpty() && done.size() > 1;
    }

    @Override
    public void close() {
        threads.close();
    }
}
