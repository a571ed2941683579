// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import java.net.URI;
import java.net.URISyntaxException;

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

    /** Tells whether Java can send a request there: some servers take what no URI may hold, such as a bar in the query. */
    static boolean isPath(String pathAndQuery) {
        try {
            return pathAndQuery.startsWith("/") && new URI("http://host" + pathAndQuery).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Returns the address of one request on a server. */
    static URI on(URI server, String pathAndQuery) {
        String base = server.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + pathAndQuery);
    }
}
