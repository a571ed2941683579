// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import java.util.Locale;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/**
 * What the kernel loads at its start: complete output, displays of this library's types, three imports.
 *
 * <p>Found through {@code META-INF/services} where this library is on the kernel's class path. Stands on the way to the first reply, so
 * it loads nothing but this package. Also ends a kernel whose parent process is gone: a killed Jupyter server would leave it running.
 */
public final class LabExtension implements Extension {
    private static final String IMPORTS = """
            import java.util.function.*;
            import java.util.stream.*;
            import io.mlopslabs.notebook.*;
            """;

    private static BaseKernel installedIn;

    @Override
    public void install(BaseKernel kernel) {
        synchronized (LabExtension.class) {
            if (installedIn == kernel || CellOutput.isInstalledIn(kernel)) {
                return;
            }
            installedIn = kernel;
        }
        CellOutput.install(kernel);
        KernelScreen.registerTypes(kernel.getRenderer());
        kernel.evalRaw(IMPORTS);
        endWithParent(System.getenv("JPY_PARENT_PID"));
    }

    private static void endWithParent(String parent) {
        // On Windows the variable holds a handle, not a process id.
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        if (parent == null || windows || !parent.matches("[1-9][0-9]{0,17}")) {
            return;
        }
        var unused = ProcessHandle.of(Long.parseLong(parent)).map(process -> process.onExit()
                .thenRun(() -> Runtime.getRuntime().halt(0)));
    }
}
