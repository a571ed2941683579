// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.MethodNotAllowedResponse;
import io.mlopslabs.serving.ServedVersion.Lease;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a server answers on which path. */
final class Routes {
    static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Logger LOG = LoggerFactory.getLogger(ModelServer.class);
    private static final String MODEL = "/v1/models/{model}";
    private static final String VERSION = MODEL + "/versions/{version}";
    private static final List<String> JSON = List.of(Answer.JSON);

    /** What one operation answers; a refusal is thrown. */
    @FunctionalInterface
    private interface Operation {
        Answer answer(Context request);
    }

    private final Map<String, ServedModel> models;
    private final ServerLimits limits;
    private final List<RequestObserver> observers;
    private final Optional<Supplier<String>> metrics;
    private final Predict predict;
    private final Detect detect;

    Routes(
            Map<String, ServedModel> models,
            ServerLimits limits,
            List<RequestObserver> observers,
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
            post(routes, path + ":predict", "predict", this::predict);
            post(routes, path + ":detect", "detect", this::detect);
            get(routes, path, "status", this::status);
            get(routes, path + "/metadata", "metadata", this::metadata);
        }
        get(routes, "/health", "health", this::health);
        get(routes, "/openapi.json", "openapi", this::openApi);
        metrics.ifPresent(text -> get(routes, "/metrics", "metrics", request -> {
            Accept.choose(request.header("Accept"), List.of("text/plain"));
            return Answer.of(METRICS_TYPE, text.get().getBytes(StandardCharsets.UTF_8));
        }));
        routes.exception(
                Exception.class,
                (unmatched, request) -> answer(request, "", any -> {
                    if (unmatched instanceof MethodNotAllowedResponse other) {
                        throw Refusal.notAllowed(
                                request.req().getMethod(),
                                other.getDetails().values().iterator().next());
                    }
                    throw Refusal.notFound(
                            "", "there is no %s here; /openapi.json lists what there is".formatted(request.path()));
                }));
    }

    private void get(RoutesConfig routes, String path, String name, Operation operation) {
        routes.get(path, request -> answer(request, name, operation));
        routes.head(path, request -> answer(request, name, operation));
    }

    private void post(RoutesConfig routes, String path, String name, Operation operation) {
        routes.addHttpHandler(HandlerType.POST, path, request -> answer(request, name, operation));
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
        observe(request, name, answer, received.begin());
        write(request, answer);
    }

    private void observe(Context request, String name, Answer answer, long begin) {
        if (observers.isEmpty()) {
            return;
        }
        String model = request.pathParamMap().getOrDefault("model", "");
        var served = new ServedRequest(
                models.containsKey(model) ? model : "",
                answer.version(),
                name,
                answer.status(),
                Duration.ofNanos(Math.max(0, System.nanoTime() - begin)),
                answer.seen());
        for (RequestObserver observer : observers) {
            try {
                observer.answered(served);
            } catch (RuntimeException | Error failure) {
                LOG.error("an observer failed", failure);
            }
        }
    }

    private static void write(Context request, Answer answer) {
        request.status(answer.status());
        answer.headers().forEach(request::header);
        request.contentType(answer.contentType());
        request.res().setContentLength(answer.body().length);
        request.result(answer.body());
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
            Accept.choose(request.header("Accept"), JSON);
            requireType(request, Answer.JSON, "with curl, add -H 'Content-Type: application/json'");
            byte[] body = Received.of(request).body();
            return of(lease, () -> predict.answer(lease, body));
        }
    }

    private Answer detect(Context request) {
        try (Lease lease = lease(request)) {
            String type = Accept.choose(request.header("Accept"), List.of(Detect.PNG, Answer.JSON));
            requireType(request, "multipart/form-data", "with curl, send the file as -F image=@FILE");
            double confidence = Detect.confidence(request.queryParams(Detect.CONFIDENCE));
            byte[] body = Received.of(request).body();
            return of(
                    lease,
                    () -> detect.answer(
                            lease, Upload.part(request.contentType(), body, Detect.FIELD), confidence, type));
        }
    }

    /** Says which version refused. */
    private static Answer of(Lease lease, Supplier<Answer> work) {
        try {
            return work.get();
        } catch (Refusal refusal) {
            return Answer.of(refusal).from(lease.number(), Answer.NOTHING);
        }
    }

    /** A request that names no type is taken at its word: TensorFlow Serving's clients often leave it out. */
    private static void requireType(Context request, String expected, String hint) {
        String given = request.contentType();
        if (given == null) {
            return;
        }
        String[] parts = given.toLowerCase(Locale.ROOT).split(";", -1);
        if (!parts[0].strip().equals(expected)) {
            throw Refusal.unsupported(
                    "Content-Type", "this path takes %s; the request says %s; %s".formatted(expected, given, hint));
        }
    }

    private Answer status(Context request) {
        Accept.choose(request.header("Accept"), JSON);
        ServedModel model = model(request);
        String version = request.pathParamMap().get("version");
        return Answer.json(Description.statuses(
                version == null
                        ? model.statuses()
                        : List.of(model.version(version).status())));
    }

    private Answer metadata(Context request) {
        Accept.choose(request.header("Accept"), JSON);
        try (Lease lease = lease(request)) {
            return Answer.json(Description.metadata(request.pathParam("model"), lease))
                    .from(lease.number(), Answer.NOTHING);
        }
    }

    private Answer health(Context request) {
        Accept.choose(request.header("Accept"), JSON);
        var body = Description.health(models.values());
        return Answer.json(body).withStatus(body.has("error") ? 503 : 200);
    }

    private Answer openApi(Context request) {
        Accept.choose(request.header("Accept"), JSON);
        return Answer.json(OpenApi.of(models.values(), limits, metrics.isPresent()));
    }
}
