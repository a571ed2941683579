// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Receives the body of a request whole, or says why not. */
final class Arrival {
    /** A request that is answered by the gateway itself; the message is for the client. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final int status;

        Refused(int status, String error) {
            super(error);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    // A client that is still sending reads no answer, so a body too large is thrown away as it comes; up to here.
    private static final long MOST_THROWN_AWAY = 256L << 20;
    private static final int PIECE = 16 << 10;
    private static final int MOST_HELD = 16; // bodies of the largest size, so that many clients cannot take all memory

    private final int maxBytes;
    private final Duration longest;
    private final AtomicLong held = new AtomicLong();

    Arrival(int maxBytes, Duration longest) {
        this.maxBytes = maxBytes;
        this.longest = longest;
    }

    /**
     * Returns the body, empty where there is none; who is done with it gives it back to {@link #release}.
     *
     * @throws Refused when it is too large (413), too slow (408), breaks off (400), or too much is arriving at once (503)
     */
    Body body(HttpServletRequest request) throws Refused {
        var kept = new ByteArrayOutputStream();
        try {
            receive(request, kept);
            return new Body(kept.toByteArray());
        } catch (IOException e) {
            held.addAndGet(-kept.size());
            throw new Refused(400, "the body broke off"); // for a client that has mostly left
        } catch (Refused e) {
            held.addAndGet(-kept.size());
            throw e;
        }
    }

    /** Counts the body as no longer in memory. */
    void release(Body body) {
        held.addAndGet(-body.size());
    }

    private void receive(HttpServletRequest request, ByteArrayOutputStream kept) throws IOException, Refused {
        boolean fits = request.getContentLengthLong() <= maxBytes;
        if (!fits && request.getHeader("Expect") != null) {
            throw tooLarge(); // the client has not sent it, and need not
        }
        long begin = System.nanoTime();
        long received = 0;
        var piece = new byte[PIECE];
        InputStream in = request.getInputStream();
        for (int n = in.read(piece); n >= 0 && received <= maxBytes + MOST_THROWN_AWAY; n = in.read(piece)) {
            received += n;
            fits &= received <= maxBytes;
            if (fits) {
                keep(piece, n, kept);
            }
            if (System.nanoTime() - begin > longest.toNanos()) {
                throw fits ? tooSlow() : tooLarge();
            }
        }
        if (!fits) {
            throw tooLarge();
        }
    }

    private void keep(byte[] piece, int n, ByteArrayOutputStream kept) throws Refused {
        if (held.addAndGet(n) > (long) MOST_HELD * maxBytes) {
            held.addAndGet(-n);
            throw new Refused(503, "too many large requests at once; try again");
        }
        kept.write(piece, 0, n);
    }

    private Refused tooLarge() {
        return new Refused(413, "the body is larger than %d bytes".formatted(maxBytes));
    }

    private Refused tooSlow() {
        return new Refused(408, "the body did not arrive within %s s".formatted(longest.toMillis() / 1000.0));
    }
}
