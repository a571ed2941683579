// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

/**
 * Shows values in the notebook that runs this code, or as text where none does.
 *
 * <p>Start a notebook's first cell with {@link #init()}; it then behaves alike on the course's kernel and on a stock JJava.
 */
public final class Notebook {
    private static final String NO_ASSERTIONS =
            "Assertions are off in this kernel, so the asserts of this notebook check nothing. Set JJAVA_JVM_OPTS=-ea in the environment"
                    + " of Jupyter and restart the kernel.";

    private Notebook() {}

    /**
     * Prepares the kernel that runs this cell.
     *
     * <p>Does nothing where the kernel has loaded this library's extension. On a stock JJava, or where the jar was added by
     * {@code %classpath}, it installs the same: complete output, displays of charts and tables, imports. Prints one sentence where
     * {@code assert} is off. Outside a kernel it does nothing. May be called more than once.
     */
    public static void init() {
        if (KERNEL_CLASSES && KernelScreen.runningKernel() != null) {
            new LabExtension().install(KernelScreen.runningKernel());
            if (!Notebook.class.desiredAssertionStatus()) {
                System.out.println(NO_ASSERTIONS);
            }
        }
    }

    /**
     * Shows {@code value} below the cell, in every form that it has.
     *
     * <p>A {@link Displayable}, a {@link MimeBundle}, a Tablesaw table and an image show as such, everything else as its text. In a
     * terminal the text form is printed. Returns nothing, so that a cell may end with it.
     *
     * @param value what to show; {@code null} shows as "null"
     */
    public static void display(Object value) {
        screen().show(value == null ? MimeBundle.ofText("null") : value);
    }

    /** Returns the screen of this JVM at this moment: the kernel's, or the terminal. */
    static Screen screen() {
        if (KERNEL_CLASSES) {
            var kernel = KernelScreen.runningKernel();
            if (kernel != null) {
                return new KernelScreen(kernel);
            }
        }
        return new TerminalScreen(System.out);
    }

    private static final boolean KERNEL_CLASSES = kernelClassesPresent();

    private static boolean kernelClassesPresent() {
        try {
            Class.forName("org.dflib.jjava.jupyter.kernel.BaseKernel", false, Notebook.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
