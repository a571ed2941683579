// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A client that writes what an ordinary one would not. */
final class RawClient {
    private RawClient() {}

    /** Sends the request and returns the lines of the answer when the server has closed. */
    static List<String> lines(URI server, String request) {
        try (var connection = connect(server)) {
            RawServer.write(connection, request);
            return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Socket connect(URI server) throws IOException {
        var connection = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        connection.setSoTimeout(30_000);
        return connection;
    }
}
