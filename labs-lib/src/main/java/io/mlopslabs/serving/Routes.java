// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.mlopslabs.serving.ServedVersion.Lease;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a server answers on which path, and in which words it refuses. */
final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(ModelServer.class);
    private static final String MODEL = "/v1/models/{model}";
    private static final String VERSION = MODEL + "/versions/{version}";
    private static final String PREDICT = ":predict";
    private static final String DETECT = ":detect";
    private static final String FORM = "multipart/form-data";
    private static final String METRICS = "text/plain";
    private static final List<String> JSON = List.of(Answer.JSON);

    /** What one operation answers; a refusal is thrown. */
    @FunctionalInterface
    private interface Operation {
        Answer answer(Context request);
    }

    private final Map<String, ServedModel> models;
    private final ServerLimits limits;
    private final Observers observers;
    private final Optional<Supplier<String>> metrics;
    private final Predict predict;
    private final Detect detect;

    Routes(
            Map<String, ServedModel> models,
            ServerLimits limits,
            Observers observers,
            Optional<Supplier<String>> metrics) {
        this.models = models;
        this.limits = limits;
        this.observers = observers;
        this.metrics = metrics;
        var turnstile = new Turnstile(limits);
        this.predict = new Predict(limits, turnstile);
        this.detect = new Detect(limits, turnstile);
    }

    void register(RoutesConfig routes) {
        for (String path : List.of(MODEL, VERSION)) {
            post(routes, path + PREDICT, "predict", this::predict);
            post(routes, path + DETECT, "detect", this::detect);
            get(routes, path, "status", this::status);
            get(routes, path + "/metadata", "metadata", this::metadata);
        }
        get(routes, "/health", "health", request -> Answer.json(Description.health(models.values())));
        get(routes, "/openapi.json", "openapi", request -> Answer.json(openApi()));
        metrics.ifPresent(text -> {
            Operation operation = request -> Answer.of(
                    METRICS + "; version=0.0.4; charset=utf-8", text.get().getBytes(StandardCharsets.UTF_8));
            get(routes, "/metrics", "metrics", List.of(METRICS), operation);
        });
        routes.exception(MethodNotAllowedResponse.class, (other, request) -> answer(request, "", Routes::notAllowed));
        routes.exception(HttpResponseException.class, (unmatched, request) -> answer(request, "", Routes::notFound));
    }

    private void post(RoutesConfig routes, String path, String name, Operation operation) {
        routes.post(path, request -> answer(request, name, operation));
        // A path of its own: as a model's status, its name would be "fashion:predict".
        routes.get(path, request -> answer(request, name, Routes::notAllowed));
        routes.head(path, request -> answer(request, name, Routes::notAllowed));
    }

    private void get(RoutesConfig routes, String path, String name, Operation operation) {
        get(routes, path, name, JSON, operation);
    }

    private void get(RoutesConfig routes, String path, String name, List<String> offers, Operation operation) {
        Operation acceptable = request -> {
            Accept.choose(request.header("Accept"), offers);
            return operation.answer(request);
        };
        routes.get(path, request -> answer(request, name, acceptable));
        routes.head(path, request -> answer(request, name, acceptable));
    }

    private void answer(Context request, String name, Operation operation) {
        Received received = Received.of(request);
        Answer answer;
        try {
            received.requireAdmitted();
            answer = operation.answer(request);
        } catch (Refusal refusal) {
            answer = Answer.of(refusal);
        } catch (RuntimeException | Error failure) {
            String id = UUID.randomUUID().toString();
            LOG.error("request {} to {} failed", id, request.path(), failure);
            answer = Answer.of(Refusal.of(500, "", "the server failed; its log says why under " + id));
        }
        String model = request.pathParamMap().getOrDefault("model", "");
        observers.tell(models.containsKey(model) ? model : "", name, answer, received.begin());
        write(request, answer);
    }

    private static void write(Context request, Answer answer) {
        request.status(answer.status());
        answer.headers().forEach(request::header);
        if (answer.version() > 0) {
            request.header("X-Model-Version", Long.toString(answer.version()));
        }
        request.contentType(answer.contentType());
        request.res().setContentLength(answer.body().length);
        request.result(answer.body());
    }

    private static Answer notAllowed(Context request) {
        String path = request.path();
        boolean acts = path.endsWith(PREDICT) || path.endsWith(DETECT);
        throw Refusal.notAllowed(request.req().getMethod(), acts ? "POST" : "GET, HEAD");
    }

    private static Answer notFound(Context request) {
        throw Refusal.notFound("", "there is no %s here; /openapi.json lists what there is".formatted(request.path()));
    }

    private ServedModel model(Context request) {
        String name = request.pathParam("model");
        ServedModel model = models.get(name);
        if (model == null) {
            throw Refusal.notFound(
                    "model", "there is no model %s; there is %s".formatted(name, String.join(", ", models.keySet())));
        }
        return model;
    }

    private Lease lease(Context request) {
        ServedModel model = model(request);
        String version = request.pathParamMap().get("version");
        return version == null ? model.lease() : model.lease(version);
    }

    private Answer predict(Context request) {
        try (Lease lease = lease(request)) {
            return by(lease, () -> {
                Accept.choose(request.header("Accept"), JSON);
                requireType(request, Answer.JSON, "with curl, add -H 'Content-Type: application/json'");
                return predict.answer(lease, Received.of(request).body());
            });
        }
    }

    private Answer detect(Context request) {
        try (Lease lease = lease(request)) {
            return by(lease, () -> {
                String type = Accept.choose(request.header("Accept"), List.of(Detect.PNG, Answer.JSON));
                requireType(request, FORM, "with curl, send the file as -F image=@FILE");
                double confidence = Detect.confidence(request.queryParams(Detect.CONFIDENCE));
                byte[] image =
                        Upload.part(request.contentType(), Received.of(request).body(), Detect.FIELD);
                return detect.answer(lease, image, confidence, type);
            });
        }
    }

    /** Says of a refusal too which version it comes from. */
    private static Answer by(Lease lease, Supplier<Answer> work) {
        try {
            return work.get();
        } catch (Refusal refusal) {
            return Answer.of(refusal).from(lease.number(), Answer.NOTHING);
        }
    }

    /** Refuses another type; JSON without a type is taken at its word, as TensorFlow Serving's clients often leave it out. */
    private static void requireType(Context request, String expected, String hint) {
        String given = request.contentType();
        boolean untyped = given == null && expected.equals(Answer.JSON);
        if (!untyped && !expected.equals(mediaType(given))) {
            throw Refusal.unsupported(
                    "Content-Type",
                    "this path takes %s; the request has %s; %s"
                            .formatted(expected, given == null ? "no Content-Type" : given, hint));
        }
        String encoding = request.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw Refusal.unsupported("Content-Encoding", "a body is taken as it is; this one is encoded: " + encoding);
        }
    }

    private static String mediaType(String contentType) {
        return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private Answer status(Context request) {
        ServedModel model = model(request);
        String version = request.pathParamMap().get("version");
        return Answer.json(Description.statuses(
                version == null
                        ? model.statuses()
                        : List.of(model.version(version).status())));
    }

    private Answer metadata(Context request) {
        try (Lease lease = lease(request)) {
            return Answer.json(Description.metadata(request.pathParam("model"), lease))
                    .from(lease.number(), Answer.NOTHING);
        }
    }

    private ObjectNode openApi() {
        return OpenApi.of(
                models.values(), limits, metrics.isPresent() ? OpenApi.Metrics.SHOWN : OpenApi.Metrics.NOT_SHOWN);
    }
}
