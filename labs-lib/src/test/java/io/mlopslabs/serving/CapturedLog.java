// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What anybody logs from WARNING on, kept instead of shown. */
final class CapturedLog implements AutoCloseable {
    private final Logger root = Logger.getLogger("");
    private final List<Handler> usual = List.of(root.getHandlers());
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Handler keeper = new Handler() {
        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                messages.add(record.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    CapturedLog() {
        usual.forEach(root::removeHandler);
        root.addHandler(keeper);
    }

    List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() {
        root.removeHandler(keeper);
        usual.forEach(root::addHandler);
    }
}
