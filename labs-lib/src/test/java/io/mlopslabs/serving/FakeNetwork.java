// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A model without an engine: says how bright an image of 2 rows and 3 columns is, and can be held while it answers. */
class FakeNetwork implements ServedNetwork {
    static final List<String> NAMES = List.of("bright", "dark");

    final AtomicInteger closed = new AtomicInteger();
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger mostRunning = new AtomicInteger();
    private volatile CountDownLatch entered = new CountDownLatch(0);
    private volatile CountDownLatch released = new CountDownLatch(0);

    @Override
    public int width() {
        return 3;
    }

    @Override
    public int height() {
        return 2;
    }

    @Override
    public List<String> classNames() {
        return NAMES;
    }

    @Override
    public float[][] probabilities(float[]... images) {
        mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            entered.countDown();
            if (!released.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody released this prediction");
            }
            return answer(images);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        } finally {
            running.decrementAndGet();
        }
    }

    float[][] answer(float[]... images) {
        float[][] answers = new float[images.length][];
        for (int i = 0; i < images.length; i++) {
            double sum = 0;
            for (float pixel : images[i]) {
                sum += pixel;
            }
            double mean = sum / images[i].length;
            answers[i] = new float[] {(float) mean, (float) (1 - mean)};
        }
        return answers;
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }

    /** From now on predictions wait; returns what to count down to let them go on. */
    CountDownLatch hold() {
        entered = new CountDownLatch(1);
        released = new CountDownLatch(1);
        return released;
    }

    /** Waits until a prediction is held. */
    void awaitHeld() throws InterruptedException {
        if (!entered.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("no prediction began");
        }
    }
}
