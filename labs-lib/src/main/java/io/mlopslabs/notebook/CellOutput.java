// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import org.dflib.jjava.jupyter.channels.JupyterOutputStream;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.DisplayStream;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/**
 * Replaces the kernel's output streams by ones that send in batches, so that no line is lost however many a cell prints.
 *
 * <p>JJava sends one message per {@code println} and its publisher silently drops what the reader has not taken in time: of 100,000
 * lines about a fifth arrive. Here each write only joins an {@link OutputQueue}, and one thread does all the sending. That thread is
 * never interrupted, which also cures the kernel's other fault: an interrupt during a send broke its socket.
 *
 * <p>Output stays in order with what the kernel sends by itself: the line is drained after each snippet, hence before the cell's result
 * or error, and before the cell is reported as done. Text that a thread writes after its cell has ended goes where it goes in the stock kernel.
 *
 * <p>The streams are private or final fields of {@code JupyterIO} (1.0-a6 to 1.0a8). Where they are not found, or may not be written,
 * the stock streams stay and one warning is logged.
 */
final class CellOutput {
    private static final Logger LOGGER = Logger.getLogger(CellOutput.class.getName());
    /** {@code JJavaExecutionControl.EXECUTION_INTERRUPTED_NAME}. */
    private static final String INTERRUPTED = "Execution Interrupted";

    private static final String CELL_THREAD = "jjava-exec";

    /** So long a thread that was interrupted may take to end before the learner is told that it does not. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private static final String GOES_ON =
            "The cell was interrupted, but its thread goes on: it never asks whether it should stop. The next cells"
                    + " work, beside it. To end it, restart the kernel (Kernel > Restart Kernel...).";

    private final OutputQueue queue = new OutputQueue("notebook output");
    private final Set<Thread> abandoned = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private volatile Thread handler;
    private volatile Thread cellThread;

    private CellOutput() {}

    /** Returns whether some loader's copy of this class has replaced the streams of {@code kernel}. */
    static boolean isInstalledIn(BaseKernel kernel) {
        return kernel.getIO().display.getClass().getName().equals(Displays.class.getName());
    }

    /** Replaces the streams of {@code kernel}, also in the middle of a cell; does nothing if they are replaced already. */
    static void install(BaseKernel kernel) {
        if (isInstalledIn(kernel)) {
            return;
        }
        try {
            new CellOutput().replaceStreams(kernel.getIO());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            LOGGER.log(
                    Level.WARNING,
                    "This JJava has other output streams than 1.0a8; its own stay, and a cell that prints thousands of lines may lose"
                            + " some. Install jjava 1.0a8 to cure it.",
                    e);
        }
    }

    private void replaceStreams(JupyterIO io) throws ReflectiveOperationException {
        Field jupyterOut = open(JupyterIO.class, "jupyterOut");
        Field jupyterErr = open(JupyterIO.class, "jupyterErr");
        Field out = open(JupyterIO.class, "out");
        Field err = open(JupyterIO.class, "err");
        Field display = open(JupyterIO.class, "display");
        // Null between cells; a cell's own when the first cell calls Notebook.init().
        var env = (ShellReplyEnvironment) open(JupyterOutputStream.class, "env").get(jupyterOut.get(io));
        BaseKernel kernel = BaseKernel.notebookKernel();
        var shell = (JShell) kernel.getClass().getMethod("getJShell").invoke(kernel);

        var newOut = new Stream(ShellReplyEnvironment::writeToStdOut);
        var newErr = new Stream(ShellReplyEnvironment::writeToStdErr);
        var newDisplay = new Displays();
        if (env != null) {
            newOut.setEnv(env);
            newErr.setEnv(env);
            newDisplay.setEnv(env);
            handler = null; // this is the cell's thread, not the kernel's
        }
        var printOut = new PrintStream(newOut, true, StandardCharsets.UTF_8);
        var printErr = new PrintStream(newErr, true, StandardCharsets.UTF_8);
        jupyterOut.set(io, newOut);
        jupyterErr.set(io, newErr);
        out.set(io, printOut);
        err.set(io, printErr);
        display.set(io, newDisplay);
        JShell.Subscription unused = shell.onSnippetEvent(this::afterSnippet); // for the kernel's whole life
        if (env != null) {
            System.setOut(printOut);
            System.setErr(printErr);
        } else {
            // What the kernel restores between cells: an abandoned loop must not go on there either.
            System.setOut(new PrintStream(new Guard(System.out), true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(new Guard(System.err), true, StandardCharsets.UTF_8));
        }
    }

    private static Field open(Class<?> owner, String name) throws NoSuchFieldException {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    private void afterSnippet(SnippetEvent event) {
        if (event.exception() instanceof EvalException e
                && e.getExceptionClassName().equals(INTERRUPTED)) {
            Thread writer = cellThread;
            if (writer != null) {
                // Not asked whether it is marked: a wait for room takes the mark away until it ends.
                abandoned.add(writer);
            }
            tellOfThreadThatGoesOn();
        }
        queue.drain();
    }

    private static void tellOfThreadThatGoesOn() {
        long deadline = System.nanoTime() + GRACE.toNanos();
        while (isInACell()) {
            if (System.nanoTime() - deadline > 0) {
                System.err.println(GOES_ON);
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** Returns whether a thread that the kernel runs cells in is within one, other than by waiting for work. */
    private static boolean isInACell() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith(CELL_THREAD))
                .flatMap(thread -> Arrays.stream(thread.getValue()))
                .anyMatch(frame -> frame.getClassName().startsWith("REPL."));
    }

    private void checkNotAbandoned() {
        Thread writer = Thread.currentThread();
        if (writer != cellThread && writer.getName().startsWith(CELL_THREAD)) {
            cellThread = writer;
        }
        if (!abandoned.isEmpty() && abandoned.contains(writer)) {
            if (writer.isInterrupted()) {
                throw new CellStoppedError();
            }
            abandoned.remove(writer); // the pool cleared the mark and gave the thread to another cell
        }
    }

    private final class Stream extends JupyterOutputStream {
        private final BiConsumer<ShellReplyEnvironment, String> publish;
        private volatile Consumer<String> target;

        Stream(BiConsumer<ShellReplyEnvironment, String> publish) {
            super(publish);
            this.publish = publish;
        }

        @Override
        public void setEnv(ShellReplyEnvironment env) {
            super.setEnv(env);
            handler = Thread.currentThread();
            cellThread = null;
            target = text -> publish.accept(env, text);
        }

        @Override
        public void retractEnv(ShellReplyEnvironment env) {
            Consumer<String> last = target;
            if (last != null) {
                queue.finish(last);
            }
            super.retractEnv(env);
            if (!isAttached()) {
                target = null;
            }
        }

        @Override
        public synchronized void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int count) {
            checkNotAbandoned();
            Consumer<String> to = target;
            if (to != null) {
                queue.write(to, bytes, from, count);
            }
        }

        /** Sends at once only what the kernel's own thread wrote: it publishes the cell's result right after. */
        @Override
        public void flush() {
            if (Thread.currentThread() == handler) {
                queue.drain();
            }
        }
    }

    private final class Guard extends FilterOutputStream {
        Guard(PrintStream process) {
            super(process);
        }

        @Override
        public void write(int b) throws IOException {
            checkNotAbandoned();
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            checkNotAbandoned();
            out.write(bytes, from, count);
        }
    }

    private final class Displays extends DisplayStream {
        @Override
        protected synchronized void setEnv(ShellReplyEnvironment env) {
            super.setEnv(env);
        }

        @Override
        protected synchronized void retractEnv(ShellReplyEnvironment env) {
            super.retractEnv(env);
        }

        @Override
        public void display(DisplayData data) {
            checkNotAbandoned();
            queue.send(() -> displayNow(data));
        }

        @Override
        public void updateDisplay(DisplayData data) {
            checkNotAbandoned();
            queue.send(() -> updateNow(data));
        }

        // Under the lock of retractEnv: a cell that ends meanwhile must not detach between the check and the send.
        private synchronized void displayNow(DisplayData data) {
            super.display(data);
        }

        private synchronized void updateNow(DisplayData data) {
            super.updateDisplay(data);
        }
    }
}
