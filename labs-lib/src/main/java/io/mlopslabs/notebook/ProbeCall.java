// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

/** How a probe calls an exercise's entry point: casts the arguments to its parameter types and hands back what it returned. */
@FunctionalInterface
public interface ProbeCall {
    /**
     * Calls the entry point once.
     *
     * @param arguments one object per parameter, made for this call alone; the answer may change them
     * @return what the entry point returned, a primitive in its box
     * @throws Throwable whatever the answer throws; it is an outcome like a value
     */
    Object call(Object[] arguments) throws Throwable;
}
