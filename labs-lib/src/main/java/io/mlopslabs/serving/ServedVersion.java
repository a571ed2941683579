// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** One version of a model, from the moment its folder is seen until its weights are freed. */
final class ServedVersion {
    /** Where it is in its life; TensorFlow Serving's {@code ModelVersionStatus.State}. */
    enum State {
        START,
        LOADING,
        AVAILABLE,
        UNLOADING,
        END
    }

    /**
     * What a client may know of a version at one moment.
     *
     * @param errorCode {@code OK}, or the name of a gRPC status code
     * @param errorMessage empty if there is no error
     */
    record Status(long version, State state, String errorCode, String errorMessage) {}

    private final long number;
    private final Path folder;
    private State state = State.START;
    private String errorCode = "OK";
    private String errorMessage = "";
    private ServedNetwork network;
    private int users;

    ServedVersion(long number, Path folder) {
        this.number = number;
        this.folder = folder;
    }

    long number() {
        return number;
    }

    synchronized Status status() {
        return new Status(number, state, errorCode, errorMessage);
    }

    synchronized boolean is(State other) {
        return state == other;
    }

    /** Returns what it takes, empty where it does not answer. */
    synchronized Optional<Signature> signature() {
        return Optional.ofNullable(network).map(Signature::of);
    }

    /** Loads it and lets it answer once; a failure is kept as status, and the next call tries again. */
    void load(ServedNetwork.Loader loader) {
        become(State.LOADING, errorCode, errorMessage);
        ServedNetwork loaded = null;
        try {
            loaded = loader.load(folder);
            requireSane(loaded.probabilities(new float[loaded.width() * loaded.height()])[0]);
            synchronized (this) {
                network = loaded;
                become(State.AVAILABLE, "OK", "");
            }
        } catch (RuntimeException | LinkageError failure) {
            if (loaded != null) {
                loaded.close();
            }
            become(State.LOADING, code(failure), String.valueOf(failure.getMessage()));
        }
    }

    /** Returns the right to use it until closed, or null where it cannot be used now. */
    synchronized Lease lease() {
        if (state != State.AVAILABLE) {
            return null;
        }
        users++;
        return new Lease(this, network);
    }

    /** Takes it out of service; its weights are freed when the last request that uses it is done. */
    synchronized void retire() {
        if (state == State.AVAILABLE) {
            become(State.UNLOADING, "OK", "");
            freeIfUnused();
        } else if (state != State.UNLOADING) {
            become(State.END, errorCode, errorMessage);
        }
    }

    private synchronized void release() {
        users--;
        freeIfUnused();
    }

    private void freeIfUnused() {
        if (users == 0 && state == State.UNLOADING) {
            network.close();
            network = null;
            become(State.END, "OK", "");
        }
    }

    private synchronized void become(State next, String code, String message) {
        state = next;
        errorCode = code;
        errorMessage = message;
    }

    private void requireSane(float[] probabilities) {
        for (float probability : probabilities) {
            if (!(probability >= 0 && probability <= 1.001f)) { // softmax in 32 bits can end a hair above 1
                throw new IllegalArgumentException(
                        "the model in %s answers a black image with the probability %s".formatted(folder, probability));
            }
        }
    }

    private static String code(Throwable failure) {
        if (failure instanceof IllegalArgumentException) {
            return "FAILED_PRECONDITION";
        }
        return failure instanceof UncheckedIOException ? "UNAVAILABLE" : "INTERNAL";
    }

    /** The use of a version by one request. */
    record Lease(ServedVersion version, ServedNetwork network) implements AutoCloseable {
        long number() {
            return version.number;
        }

        @Override
        public void close() {
            version.release();
        }
    }
}
