// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import java.awt.image.BufferedImage;
import java.io.PrintStream;

/** Prints the text form of everything: plain Java, a test, a script. */
record TerminalScreen(PrintStream out) implements Screen {
    @Override
    public void show(Object value) {
        out.println(text(value));
    }

    @Override
    public void show(String id, MimeBundle bundle) {
        out.println(bundle.text());
    }

    @Override
    public void update(String id, MimeBundle bundle) {
        out.println(bundle.text());
    }

    @Override
    public boolean replaces() {
        return false;
    }

    private static String text(Object value) {
        if (value instanceof MimeBundle bundle) {
            return bundle.text();
        }
        if (value instanceof Displayable displayable) {
            return displayable.bundle().text();
        }
        if (value instanceof BufferedImage image) {
            return KernelScreen.imageText(image);
        }
        return String.valueOf(value);
    }
}
