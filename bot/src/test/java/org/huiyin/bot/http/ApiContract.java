package org.huiyin.bot.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the contract that we serve says of a request or an answer. */
final class ApiContract {
    /** Text that is no JSON is given to the validator as a JSON string. */
    private static final String AS_TEXT = "application/hal+json";

    /** The validator knows few types of content; these are the same to it. */
    private static final Map<String, String> KNOWN_AS = Map.of(
            "application/problem+json", "application/json",
            "text/csv", AS_TEXT,
            "application/yaml", AS_TEXT);

    private final OpenAPIContract contract;
    private final RequestValidator requests;
    private final ResponseValidator responses;
    private volatile @Nullable String refused;

    ApiContract(Vertx vertx, String yaml) {
        Object read = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        JsonObject json = new JsonObject(JsonObject.mapFrom(read).encode());
        this.contract = OpenAPIContract.from(vertx, (JsonObject) known(json)).await();
        this.requests = RequestValidator.create(vertx, contract);
        this.responses = ResponseValidator.create(vertx, contract);
    }

    private static Object known(Object value) {
        if (value instanceof JsonObject object) {
            JsonObject all = new JsonObject();
            object.forEach(
                    field -> all.put(KNOWN_AS.getOrDefault(field.getKey(), field.getKey()), known(field.getValue())));
            return all;
        }
        if (value instanceof JsonArray array) {
            JsonArray all = new JsonArray();
            array.forEach(item -> all.add(known(item)));
            return all;
        }
        return value;
    }

    /** Looks at each request before it is answered. */
    Routes watching() {
        return router -> router.route("/api/*").handler(context -> {
            Optional<String> operation =
                    operation(context.request().method(), context.request().path());
            if (operation.isEmpty()) {
                refused = "no such path";
                context.next();
                return;
            }
            requests.validate(context.request(), operation.get()).onComplete(done -> {
                refused = done.succeeded() ? null : String.valueOf(done.cause().getMessage());
                context.next();
            });
        });
    }

    /** Why the last request is not as the contract says; empty where it is. */
    Optional<String> refused() {
        return Optional.ofNullable(refused);
    }

    Optional<String> operation(HttpMethod method, String path) {
        return Optional.ofNullable(contract.findOperation(path, method)).map(Operation::getOperationId);
    }

    /** Fails where the answer is not as the contract says. */
    void check(String operation, int status, String contentType, String body) {
        String type = contentType.replaceFirst(";.*$", "");
        String known = KNOWN_AS.getOrDefault(type, type);
        String text = known.equals(AS_TEXT) ? Json.encode(body) : body;
        ValidatableResponse answer = ValidatableResponse.create(status, Buffer.buffer(text), known);
        Objects.requireNonNull(responses.validate(answer, operation).await());
    }
}
