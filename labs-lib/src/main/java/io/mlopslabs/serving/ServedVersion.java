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
    private Servable servable;
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
        return Optional.ofNullable(servable).map(Servable::signature);
    }

    /** Loads it and lets it answer once; a failure is kept as status, and the next call tries again. */
    void load(Servable.Loader loader) {
        become(State.LOADING, errorCode, errorMessage);
        Servable loaded = null;
        try {
            loaded = loader.load(folder);
            loaded.tryOut(folder);
            synchronized (this) {
                servable = loaded;
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
        return new Lease(this, servable);
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
            servable.close();
            servable = null;
            become(State.END, "OK", "");
        }
    }

    private synchronized void become(State next, String code, String message) {
        state = next;
        errorCode = code;
        errorMessage = message;
    }

    private static String code(Throwable failure) {
        if (failure instanceof IllegalArgumentException) {
            return "FAILED_PRECONDITION";
        }
        return failure instanceof UncheckedIOException ? "UNAVAILABLE" : "INTERNAL";
    }

    /** The use of a version by one request. */
    record Lease(ServedVersion version, Servable servable) implements AutoCloseable {
        long number() {
            return version.number;
        }

        @Override
        public void close() {
            version.release();
        }
    }
}
