// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import java.awt.image.RenderedImage;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/** The notebook that a running kernel serves. Only loaded where the kernel's classes are. */
record KernelScreen(BaseKernel kernel) implements Screen {

    /** Returns the kernel of this JVM, {@code null} if it runs none. */
    static BaseKernel runningKernel() {
        try {
            return BaseKernel.notebookKernel();
        } catch (NullPointerException e) { // its documented answer outside a notebook
            return null;
        }
    }

    /** Teaches {@code renderer} this library's types, without loading the classes of a library that a notebook may not use. */
    static void registerTypes(Renderer renderer) {
        renderer.createRegistration(MimeBundle.class).register((bundle, context) -> put(bundle, context));
        renderer.createRegistration(Displayable.class).register((value, context) -> put(value.bundle(), context));
        // The kernel itself adds the PNG; its text form would be the object's address.
        renderer.createRegistration(RenderedImage.class)
                .register((image, context) -> context.getOutputContainer().putText(imageText(image)));
        renderer.createRegistration(Object.class).register(KernelScreen::renderByName);
    }

    static String imageText(RenderedImage image) {
        return "image " + image.getWidth() + " x " + image.getHeight();
    }

    @Override
    public void show(Object value) {
        kernel.display(kernel.getRenderer().render(value));
    }

    @Override
    public void show(String id, MimeBundle bundle) {
        var data = data(bundle);
        data.putTransientData("display_id", id); // setDisplayId returns another type in 1.0a8 than in 1.0-a6
        kernel.display(data);
    }

    @Override
    public void update(String id, MimeBundle bundle) {
        kernel.getIO().display.updateDisplay(id, data(bundle));
    }

    @Override
    public boolean replaces() {
        return true;
    }

    /** By name first: naming the classes would load Tablesaw and protobuf for the first number that a cell shows. */
    private static void renderByName(Object value, RenderContext context) {
        String name = value.getClass().getName();
        MimeBundle bundle = name.startsWith("tech.tablesaw.")
                ? TableForm.of(value)
                : name.startsWith("io.mlopslabs.validation.report.") ? ReportForm.of(value) : null;
        if (bundle != null) {
            put(bundle, context);
        }
    }

    private static void put(MimeBundle bundle, RenderContext context) {
        bundle.forms().forEach(context.getOutputContainer()::putData);
    }

    private static DisplayData data(MimeBundle bundle) {
        var data = new DisplayData();
        bundle.forms().forEach(data::putData);
        return data;
    }
}
