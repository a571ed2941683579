// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A server on loopback that breaks the rules of HTTP: what it does with a connection is up to the test. */
final class RawServer implements AutoCloseable {
    /** What happens on a connection; it is closed afterwards. */
    @FunctionalInterface
    interface Conversation {
        /**
         * Answers one request.
         *
         * @param head the request's first line and headers
         */
        void with(String head, Socket connection) throws Exception;
    }

    private final ServerSocket door;

    RawServer(Conversation conversation) {
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        var listener = new Thread(() -> listen(conversation), "raw-server");
        listener.setDaemon(true);
        listener.start();
    }

    private void listen(Conversation conversation) {
        while (!door.isClosed()) {
            try {
                Socket connection = door.accept();
                var talk = new Thread(() -> talk(conversation, connection), "raw-conversation");
                talk.setDaemon(true);
                talk.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void talk(Conversation conversation, Socket connection) {
        try (connection) {
            conversation.with(head(connection.getInputStream()), connection);
        } catch (Exception e) {
            // The other side is gone, or the test is over.
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            String text = head.toString(StandardCharsets.ISO_8859_1);
            if (text.endsWith("\r\n\r\n")) {
                return text;
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** Writes the text with its line breaks made those of HTTP. */
    static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        connection.getOutputStream().flush();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
