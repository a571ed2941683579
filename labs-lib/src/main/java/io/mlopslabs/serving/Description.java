// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.serving.ServedVersion.Lease;
import io.mlopslabs.serving.ServedVersion.Status;
import java.util.Collection;
import java.util.List;

/** What a server says about its models, in TensorFlow Serving's words. */
final class Description {
    private static final String FLOAT = "DT_FLOAT";

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
    static ObjectNode metadata(String name, Lease lease) {
        Servable model = lease.servable();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("model_spec")
                .put("name", name)
                .put("signature_name", "")
                .put("version", Long.toString(lease.number()));
        ObjectNode signature = body.putObject("metadata")
                .putObject("signature_def")
                .putObject("signature_def")
                .putObject(Signature.NAME);
        ObjectNode inputs = signature.putObject("inputs");
        if (model.signature() instanceof Signature.Table table) {
            table.columns()
                    .columns()
                    .forEach((column, kind) -> tensor(inputs.putObject(column), column, type(kind), sides(kind)));
        } else if (model.signature() instanceof Signature.Images images) {
            tensor(inputs.putObject(Signature.Images.INPUT), "image", FLOAT, images.height(), images.width());
        }
        tensor(
                signature.putObject("outputs").putObject(Signature.OUTPUT),
                "probability",
                model instanceof ServedTable ? type(Kind.scalar(DType.FLOAT64)) : FLOAT,
                model.classNames().size());
        signature.put("method_name", "tensorflow/serving/predict");
        ArrayNode names = ((ObjectNode) body.path("metadata")).putArray("class_names");
        model.classNames().forEach(names::add);
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

    private static String type(Kind kind) {
        return switch (kind.dtype()) {
            case FLOAT32 -> FLOAT;
            case FLOAT64 -> "DT_DOUBLE";
            case INT64 -> "DT_INT64";
            case STRING -> "DT_STRING";
        };
    }

    private static long[] sides(Kind kind) {
        return kind.width() == 1 ? new long[0] : new long[] {kind.isRagged() ? -1 : kind.width()};
    }

    private static void tensor(ObjectNode into, String name, String dtype, long... sides) {
        into.put("dtype", dtype);
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
