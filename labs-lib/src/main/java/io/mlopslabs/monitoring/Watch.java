// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.monitoring;

import io.mlopslabs.monitoring.Alarm.Event;
import io.mlopslabs.serving.RequestObserver;
import io.mlopslabs.serving.ServedRequest;
import io.mlopslabs.statistics.Proportion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

/**
 * Watches the requests of a server: learns what is usual, compares window after window with it, and lets alarms fire.
 *
 * <p>At first it only listens. {@link #reference()} makes what it has heard the reference, {@link #against} starts the comparison: every
 * {@code size} requests make a {@link Window}, and each alarm reads one number of it. Windows follow one another without overlap, so that
 * their readings are independent as far as the requests are; the price is that a change is seen when its window is full.
 *
 * <p>Requests are numbered from 1 in the order in which they were answered; there is no clock. The last {@value #MOST_REQUESTS} requests and
 * the last {@value #MOST_WINDOWS} windows and events are kept. Safe for use by many threads.
 */
public final class Watch implements RequestObserver {
    static final int MOST_REQUESTS = 20_000;
    static final int MOST_WINDOWS = 5000;

    private record Reader(Alarm alarm, ToDoubleFunction<Window> reading) {}

    private final int size;
    private final Map<String, Reader> alarms = new LinkedHashMap<>();
    private final Deque<Sample> samples = new ArrayDeque<>();
    private final List<Sample> pending = new ArrayList<>();
    private final Deque<Window> windows = new ArrayDeque<>();
    private final Deque<Event> events = new ArrayDeque<>();
    private Predicate<ServedRequest> wanted = request -> true;
    private Traffic usual;
    private long requests;
    private long since; // requests before the present comparison

    private Watch(int size) {
        this.size = size;
    }

    /**
     * Returns a watch that listens.
     *
     * @param size requests in a window, 1 or more; the fewer, the sooner a change is seen and the larger it has to be
     * @throws IllegalArgumentException if the size is below 1
     */
    public static Watch windows(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("size is %d; a window has 1 request or more".formatted(size));
        }
        return new Watch(size);
    }

    /**
     * Hears only some requests, such as those of one model, version or operation: {@code request -> request.operation().equals("detect")}.
     *
     * <p>What is different by nature makes no good average: a picture with many things and one that is cut out, or two versions of a model.
     *
     * @return this
     */
    public synchronized Watch only(Predicate<ServedRequest> wanted) {
        this.wanted = Objects.requireNonNull(wanted, "wanted");
        return this;
    }

    /**
     * Adds an alarm.
     *
     * @param rule when it fires
     * @param reading what it reads of a window, such as {@code window -> window.shift(Signal.INPUT_MEAN)}; NaN for nothing to read
     * @return this
     * @throws IllegalArgumentException if there is an alarm of that name
     */
    public synchronized Watch alarm(AlarmRule rule, ToDoubleFunction<Window> reading) {
        if (alarms.containsKey(rule.name())) {
            throw new IllegalArgumentException(
                    "there is an alarm '%s' already; give each its own name".formatted(rule.name()));
        }
        alarms.put(rule.name(), new Reader(new Alarm(rule), Objects.requireNonNull(reading, "reading")));
        return this;
    }

    /**
     * Returns what was heard since the comparison began, or since the start where none did, as what is usual.
     *
     * @throws IllegalStateException if that were fewer than two requests
     */
    public synchronized Traffic reference() {
        long heard = requests - since;
        if (heard < 2) {
            throw new IllegalStateException(
                    "a reference needs two requests, and is worth more with hundreds; %d heard".formatted(heard));
        }
        return Traffic.of(last(heard));
    }

    /**
     * Compares every further window with {@code usual}; a window that was not full is dropped.
     *
     * @return this
     */
    public synchronized Watch against(Traffic usual) {
        this.usual = Objects.requireNonNull(usual, "usual");
        since = requests;
        pending.clear();
        return this;
    }

    @Override
    public void answered(ServedRequest request) {
        if (wanted().test(request)) {
            hear(Sample.of(request));
        }
    }

    private synchronized Predicate<ServedRequest> wanted() {
        return wanted;
    }

    private synchronized void hear(Sample sample) {
        requests++;
        keep(samples, sample, MOST_REQUESTS);
        if (usual == null) {
            return;
        }
        pending.add(sample);
        if (pending.size() == size) {
            var window = new Window(requests - size + 1, requests, Traffic.of(pending), usual);
            pending.clear();
            keep(windows, window, MOST_WINDOWS);
            for (Reader reader : alarms.values()) {
                reader.alarm()
                        .read(requests, reader.reading().applyAsDouble(window))
                        .ifPresent(event -> keep(events, event, MOST_WINDOWS));
            }
        }
    }

    private static <T> void keep(Deque<T> kept, T next, int most) {
        if (kept.size() == most) {
            kept.removeFirst();
        }
        kept.addLast(next);
    }

    private List<Sample> last(long count) {
        return samples.stream().skip(Math.max(0, samples.size() - count)).toList();
    }

    /** Returns the number of requests heard. */
    public synchronized long requests() {
        return requests;
    }

    /** Returns the value of a signal for each request kept, in order; NaN where the request had none. */
    public synchronized double[] series(Signal signal) {
        return samples.stream()
                .mapToDouble(sample -> sample.values().get(signal))
                .toArray();
    }

    /**
     * Returns for each request kept the mean of a signal over it and the {@code last - 1} requests before.
     *
     * <p>As long as {@link #series}, to be drawn over it. At the start the mean of those there are; NaN where none of them had a value.
     * pandas {@code rolling(last, min_periods=1).mean()}.
     *
     * @throws IllegalArgumentException if {@code last} is below 1
     */
    public double[] rolling(Signal signal, int last) {
        if (last < 1) {
            throw new IllegalArgumentException("last is %d; give 1 request or more".formatted(last));
        }
        double[] values = series(signal);
        var means = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double sum = 0;
            int n = 0;
            for (int j = Math.max(0, i - last + 1); j <= i; j++) {
                if (!Double.isNaN(values[j])) {
                    sum += values[j];
                    n++;
                }
            }
            means[i] = sum / n;
        }
        return means;
    }

    /** Returns the windows compared, in order. */
    public synchronized List<Window> windows() {
        return List.copyOf(windows);
    }

    /** Returns every change of an alarm's state, in order. */
    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /**
     * Returns the state of an alarm.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public Alarm.State state(String alarm) {
        return named(alarm).state();
    }

    /**
     * Returns the share of readings beyond an alarm's limit: on clean traffic, the rate of false readings.
     *
     * <p>An alarm that holds for {@code k} readings needs {@code k} of them in a row.
     *
     * @throws IllegalArgumentException if there is no alarm of that name
     * @throws IllegalStateException if it has read nothing yet
     */
    public Proportion beyond(String alarm) {
        Alarm named = named(alarm);
        if (named.readings() == 0) {
            throw new IllegalStateException(
                    "the alarm '%s' has read nothing yet; a share needs at least one reading".formatted(alarm));
        }
        return new Proportion(named.beyond(), named.readings());
    }

    private synchronized Alarm named(String name) {
        Reader reader = alarms.get(name);
        if (reader == null) {
            throw new IllegalArgumentException("there is no alarm '%s'; there is %s".formatted(name, alarms.keySet()));
        }
        return reader.alarm();
    }

    /** Returns one row per window: its last request, the mean and z of each signal that had a value, and the class mix's distance. */
    public Table table() {
        List<Window> rows = windows();
        Table table = Table.create(
                "windows of %d requests".formatted(size),
                LongColumn.create("last request", rows.stream().mapToLong(Window::last)));
        for (Signal signal : Signal.values()) {
            if (rows.stream().anyMatch(window -> window.n(signal) > 0)) {
                table.addColumns(
                        column(signal.toString(), rows, window -> window.mean(signal)),
                        column(signal + " z", rows, window -> window.z(signal)));
            }
        }
        table.addColumns(column("class mix L-infinity", rows, Window::infinityNorm));
        return table;
    }

    private static DoubleColumn column(String name, List<Window> rows, ToDoubleFunction<Window> value) {
        return DoubleColumn.create(name, rows.stream().mapToDouble(value));
    }
}
