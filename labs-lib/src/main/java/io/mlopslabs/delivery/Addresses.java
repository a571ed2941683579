// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import java.net.URI;

/** The addresses of servers: what stands before the path of every request. */
final class Addresses {
    private Addresses() {}

    static void require(String name, URI server) {
        boolean web = "http".equalsIgnoreCase(server.getScheme()) || "https".equalsIgnoreCase(server.getScheme());
        if (!web || server.getHost() == null || server.getRawQuery() != null || server.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "%s is %s; give the address of a server, such as http://127.0.0.1:8501".formatted(name, server));
        }
    }

    /**
     * Returns the address of one request on a server.
     *
     * @param pathAndQuery as the client wrote it, from the slash on
     * @throws IllegalArgumentException if a character in it may not stand in a URI
     */
    static URI on(URI server, String pathAndQuery) {
        String base = server.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + pathAndQuery);
    }
}
