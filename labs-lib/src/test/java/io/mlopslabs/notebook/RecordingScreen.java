// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import java.util.ArrayList;
import java.util.List;

/** Keeps what it is asked to show. */
final class RecordingScreen implements Screen {
    final List<MimeBundle> shown = new ArrayList<>();
    final List<String> ids = new ArrayList<>();
    private final boolean replaces;

    private RecordingScreen(boolean replaces) {
        this.replaces = replaces;
    }

    static RecordingScreen notebook() {
        return new RecordingScreen(true);
    }

    static RecordingScreen terminal() {
        return new RecordingScreen(false);
    }

    List<String> texts() {
        return shown.stream().map(MimeBundle::text).toList();
    }

    @Override
    public void show(Object value) {
        update("shown once", (MimeBundle) value);
    }

    @Override
    public void show(String id, MimeBundle bundle) {
        update(id, bundle);
    }

    @Override
    public void update(String id, MimeBundle bundle) {
        ids.add(id);
        shown.add(bundle);
    }

    @Override
    public boolean replaces() {
        return replaces;
    }
}
