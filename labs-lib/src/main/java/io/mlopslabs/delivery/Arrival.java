// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

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

    private final int maxBytes;
    private final Duration longest;

    Arrival(int maxBytes, Duration longest) {
        this.maxBytes = maxBytes;
        this.longest = longest;
    }

    /**
     * Returns the body, empty where there is none.
     *
     * @throws Refused when it is too large (413), too slow (408) or breaks off (400)
     */
    Body body(HttpServletRequest request) throws Refused {
        try {
            return received(request);
        } catch (IOException e) {
            throw new Refused(400, "the body broke off"); // for a client that has mostly left
        }
    }

    private Body received(HttpServletRequest request) throws IOException, Refused {
        boolean fits = request.getContentLengthLong() <= maxBytes;
        if (!fits && request.getHeader("Expect") != null) {
            throw tooLarge(); // the client has not sent it, and need not
        }
        long begin = System.nanoTime();
        long received = 0;
        var kept = new ByteArrayOutputStream();
        var piece = new byte[PIECE];
        InputStream in = request.getInputStream();
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
            received += n;
            fits &= received <= maxBytes;
            if (fits) {
                kept.write(piece, 0, n);
            }
            if (System.nanoTime() - begin > longest.toNanos()) {
                throw fits ? tooSlow() : tooLarge();
            }
            if (received > maxBytes + MOST_THROWN_AWAY) {
                break;
            }
        }
        if (!fits) {
            throw tooLarge();
        }
        return new Body(kept.toByteArray());
    }

    private Refused tooLarge() {
        return new Refused(413, "the body is larger than %d bytes".formatted(maxBytes));
    }

    private Refused tooSlow() {
        return new Refused(408, "the body did not arrive within %s s".formatted(longest.toMillis() / 1000.0));
    }
}
