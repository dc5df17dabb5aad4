package org.huiyin.bot.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.huiyin.bot.report.Report;
import org.huiyin.bot.report.ReportCsv;
import org.huiyin.bot.report.ReportQuery;
import org.huiyin.bot.report.Reporting;
import org.huiyin.bot.report.Wrong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /api/v1}: the reports, for whoever has one of the configured tokens, and the contract ({@code openapi.yaml}) for everybody. Each look is
 * logged with the token's name. Without any token there are no reports.
 */
public final class ReportRoutes implements Routes {
    private static final Logger log = LoggerFactory.getLogger(ReportRoutes.class);
    private static final String CONTRACT = "openapi.yaml";
    /** In the contract, which needs some address. */
    private static final String ANY_SERVER = "http://localhost:8080";

    private final Reporting reporting;
    private final ApiTokens tokens;
    private final Buffer contract;

    /**
     * The routes.
     *
     * @param publicUrl how the world reaches us, for the contract
     */
    public ReportRoutes(Reporting reporting, ApiTokens tokens, Optional<URI> publicUrl) {
        this.reporting = reporting;
        this.tokens = tokens;
        this.contract = Buffer.buffer(publicUrl
                .map(url -> contract().replace(ANY_SERVER, url.toString()))
                .orElseGet(ReportRoutes::contract));
    }

    private static String contract() {
        try (InputStream stream = Objects.requireNonNull(ReportRoutes.class.getResourceAsStream(CONTRACT))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void mount(Router router) {
        router.get("/api/v1/openapi.yaml")
                .handler(context -> Answer.send(context.response(), 200, "application/yaml; charset=utf-8", contract));
        router.get("/api/v1/reports/:report").handler(this::report);
        router.route("/api/*").handler(ReportRoutes::nothing);
    }

    private static void nothing(RoutingContext context) {
        boolean reads = context.request().method().equals(HttpMethod.GET);
        Problem problem = reads
                ? Problem.of(404, "there is nothing here, /api/v1/openapi.yaml says what there is")
                : Problem.of(405, "this is read with GET only");
        if (!reads) {
            context.response().putHeader("allow", "GET");
        }
        problem.send(context.response());
    }

    private void report(RoutingContext context) {
        context.response().putHeader("cache-control", "no-store");
        if (tokens.isEmpty()) {
            Problem.of(404, "reports are not switched on here, the service's file needs api.tokens")
                    .send(context.response());
            return;
        }
        Optional<String> who = tokens.nameOf(context.request().getHeader("authorization"));
        if (who.isEmpty()) {
            context.response().putHeader("www-authenticate", "Bearer");
            Problem.of(401, "send the header 'Authorization: Bearer TOKEN' with a token of api.tokens")
                    .send(context.response());
            return;
        }
        Map<String, List<String>> asked = context.queryParams().names().stream()
                .collect(Collectors.toMap(name -> name, context.queryParams()::getAll, (one, same) -> one));
        ReportQuery.read(context.pathParam("report"), asked, reporting.today())
                .fold(query -> answer(context, who.get(), query), wrong -> refuse(context, wrong));
    }

    private Future<?> answer(RoutingContext context, String who, ReportQuery query) {
        log.info(
                "report {} by {}{} from {} to {} was read with the token '{}'",
                query.kind().word(),
                query.by().word(),
                query.within().map(code -> " of " + code).orElse(""),
                query.from(),
                query.to(),
                who);
        return reporting
                .report(query)
                .onSuccess(
                        answer -> answer.told(report -> send(context, query, report), wrong -> refuse(context, wrong)))
                .onFailure(failure -> {
                    log.warn("a report failed: {}", failure.getClass().getSimpleName());
                    context.response().putHeader("retry-after", "5");
                    Problem.of(503, "the figures cannot be read now, come again")
                            .send(context.response());
                });
    }

    private static Future<?> refuse(RoutingContext context, Wrong wrong) {
        int status = wrong.parameter().equals("report") ? 404 : 400;
        Problem.of(status, wrong.parameter() + ": " + wrong.what(), wrong.parameter())
                .send(context.response());
        return Future.succeededFuture();
    }

    private static Future<?> send(RoutingContext context, ReportQuery query, Report report) {
        if (query.format() == ReportQuery.Format.JSON) {
            Answer.json(context.response(), 200, report);
            return Future.succeededFuture();
        }
        String name = query.kind().word() + "-" + query.by().word() + "-" + query.to() + ".csv";
        context.response().putHeader("content-disposition", "attachment; filename=\"" + name + "\"");
        Buffer text = Buffer.buffer(ReportCsv.of(report, query.kind(), query.chinese()));
        Answer.send(context.response(), 200, "text/csv; charset=utf-8", text);
        return Future.succeededFuture();
    }
}
