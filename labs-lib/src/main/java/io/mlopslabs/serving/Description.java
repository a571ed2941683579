// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.serving.ServedVersion.Lease;
import io.mlopslabs.serving.ServedVersion.Status;
import java.util.Collection;
import java.util.List;

/** What a server says about its models, in TensorFlow Serving's words. */
final class Description {
    private Description() {}

    /** Returns the body of {@code GET /v1/models/{model}}. */
    static ObjectNode statuses(List<Status> statuses) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("model_version_status");
        for (Status status : statuses) {
            list.addObject()
                    .put("version", Long.toString(status.version()))
                    .put("state", status.state().name())
                    .putObject("status")
                    .put("error_code", status.errorCode())
                    .put("error_message", status.errorMessage());
        }
        return body;
    }

    /** Returns the body of {@code GET /v1/models/{model}/metadata}. */
    static ObjectNode metadata(String model, Lease lease) {
        ServedNetwork network = lease.network();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("model_spec")
                .put("name", model)
                .put("signature_name", "")
                .put("version", Long.toString(lease.number()));
        ObjectNode signature = body.putObject("metadata")
                .putObject("signature_def")
                .putObject("signature_def")
                .putObject(Signature.NAME);
        tensor(signature.putObject("inputs").putObject(Signature.INPUT), "image", network.height(), network.width());
        tensor(
                signature.putObject("outputs").putObject(Signature.OUTPUT),
                "probability",
                network.classNames().size());
        signature.put("method_name", "tensorflow/serving/predict");
        ArrayNode names = ((ObjectNode) body.path("metadata")).putArray("class_names");
        network.classNames().forEach(names::add);
        return body;
    }

    /** Returns the body of {@code GET /health}; a refusal where a model has no version that answers. */
    static ObjectNode health(Collection<ServedModel> models) {
        List<String> missing = models.stream()
                .filter(model -> model.available().isEmpty())
                .map(ServedModel::name)
                .toList();
        if (!missing.isEmpty()) {
            throw Refusal.unavailable("not ready: no version is available of " + String.join(", ", missing));
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", "ready");
        ObjectNode available = body.putObject("models");
        for (ServedModel model : models) {
            ArrayNode versions = available.putArray(model.name());
            model.available().forEach(versions::add);
        }
        return body;
    }

    private static void tensor(ObjectNode into, String name, long... sides) {
        into.put("dtype", "DT_FLOAT");
        ObjectNode shape = into.putObject("tensor_shape");
        ArrayNode dimensions = shape.putArray("dim");
        dimensions.addObject().put("size", "-1").put("name", "");
        for (long side : sides) {
            dimensions.addObject().put("size", Long.toString(side)).put("name", "");
        }
        shape.put("unknown_rank", false);
        into.put("name", name);
    }
}
