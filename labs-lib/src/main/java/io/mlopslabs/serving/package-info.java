// SPDX-License-Identifier: Apache-2.0
/**
 * Serving: how does a model answer over HTTP, and what does it say to input that is wrong?
 *
 * <p>Start with {@link io.mlopslabs.serving.ModelServer}: {@code ModelServer.serving(folder).start()} serves what {@code ImageClassifier.save}
 * or {@link io.mlopslabs.serving.TabularModel#save} wrote to {@code folder/1}, {@code folder/2}, ... under the folder's name, on a free port of
 * 127.0.0.1, until it is closed. {@code ./course serve} is the same server from the command line, and {@code /openapi.json} describes every
 * path of it.
 *
 * <p>A model of images takes {@code {"instances": [[[0, 0.5, ...], ...]]}}, a model of a table {@code {"instances": [{"carrier": "UA",
 * "distance": 1400}]}} or, by columns, {@code {"inputs": {"carrier": ["UA"], "distance": [1400]}}}. Features are made in the server by the
 * graph that made those of the training, and a row gets the same probabilities here and there, bit by bit. A row has exactly the graph's
 * columns, of exactly their types: a missing or extra column, a text for a number, a fraction for a whole number, a null where no value may
 * be missing is refused by column and place, and so is a value that an operation refuses. Nothing is filled in.
 *
 * <p>Guaranteed: the caller is never blocked by a request. A version answers only after it was loaded whole and has answered once: a model of
 * a table, the examples that it was saved with, as it answered them then. One that is half written is shown with its error and tried again,
 * and the old one serves on. A version that is removed answers what it has begun. Closing finishes what runs. A client that is slow, sends too
 * much, sends nonsense or hangs up costs a connection and what it has sent, within {@link io.mlopslabs.serving.ServerLimits}, and no thread.
 * Every answer that is not what was asked for is JSON: {@code error}, a sentence, and {@code field}, the place, such as {@code
 * instances[3][2]} or {@code instances[3].carrier}.
 *
 * <table>
 * <caption>What a status means</caption>
 * <tr><td>400</td><td>cannot be read: not HTTP, JSON or UTF-8; NaN, Infinity, a pixel that 32 bits cannot hold; a key twice; nested more than
 *     32 deep; a form that is none</td></tr>
 * <tr><td>404, 405, 406</td><td>no such model, version or path; not a method of it; {@code Accept} asks for another media type</td></tr>
 * <tr><td>408, 413</td><td>arrived too slowly; too many bytes, or pixels of an image</td></tr>
 * <tr><td>415</td><td>another {@code Content-Type}, or an upload that is no PNG or JPEG</td></tr>
 * <tr><td>422</td><td>can be read, and is not what the model takes: the wrong shape, columns or kind, a number that its column cannot hold,
 *     nothing, too many instances</td></tr>
 * <tr><td>500, 503</td><td>a failure, with the number under which the log has it; not ready, busy or stopping, with {@code Retry-After}</td></tr>
 * </table>
 *
 * <p>Left out: who may ask (no passwords, no TLS: put a proxy before it, or leave it on 127.0.0.1), batching of requests, labels of versions,
 * {@code :classify} and {@code :regress}, gRPC, {@code {"b64": ...}}, and models that take anything but grey images or rows of a table.
 *
 * <p>Agrees with TensorFlow Serving's REST API in paths, bodies, version policies and states. Stricter in four things: it refuses NaN and
 * Infinity, pixels beyond a million, duplicate keys, and bodies that say that they are something else than JSON.
 */
package io.mlopslabs.serving;
