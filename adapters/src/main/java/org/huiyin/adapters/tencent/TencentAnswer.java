package org.huiyin.adapters.tencent;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.util.function.Function;
import org.huiyin.adapters.channel.FailureKind;
import org.huiyin.adapters.channel.SendOutcome;
import org.huiyin.adapters.provider.Exchange;
import org.huiyin.adapters.provider.Json;

/** What Tencent's API said, judged: its number first, never its HTTP status alone. */
public sealed interface TencentAnswer {
    /** 413 of RFC 9110: said of this request and of no other, by whatever says it. */
    int CONTENT_TOO_LARGE = 413;

    /** An object without an error number, or with 0. */
    record Done(JsonNode body) implements TencentAnswer {}

    /** A file; only where the call asked for one. */
    record File(Buffer content) implements TencentAnswer {}

    /** Anything else. {@code code} is the error number, or 0 where the failure lies elsewhere. */
    record Failed(SendOutcome outcome, int code) implements TencentAnswer {}

    /** The one place that tells them apart. */
    default <T> T fold(Function<Done, T> done, Function<File, T> file, Function<Failed, T> failed) {
        if (this instanceof Done d) {
            return done.apply(d);
        } else if (this instanceof File f) {
            return file.apply(f);
        }
        return failed.apply((Failed) this);
    }

    static TencentAnswer failed(FailureKind kind, String detail) {
        return new Failed(
                kind.retryable() ? SendOutcome.retry(kind, detail) : new SendOutcome.Rejected(kind, "", detail), 0);
    }

    /** Judges an exchange. {@code fileWanted} takes whatever is not JSON for the file. */
    static TencentAnswer of(Exchange exchange, TencentErrors errors, boolean fileWanted) {
        return exchange.fold(
                answered -> judge(answered, errors, fileWanted),
                notSent -> failed(FailureKind.CONNECTION, notSent.why()),
                noAnswer -> new Failed(new SendOutcome.Unknown(noAnswer.why()), 0),
                tooLarge -> fileWanted
                        ? failed(FailureKind.INVALID_MESSAGE, "the file is too long")
                        : failed(FailureKind.CONNECTION, "the answer is far longer than any of the provider's"));
    }

    private static TencentAnswer judge(Exchange.Answered answered, TencentErrors errors, boolean fileWanted) {
        int status = answered.status();
        if (status == 429) {
            return new Failed(
                    new SendOutcome.RetryLater(FailureKind.THROTTLED, answered.retryAfter(), "HTTP status 429"), 0);
        } else if (status >= 500) {
            return failed(FailureKind.PROVIDER_DOWN, "HTTP status " + status);
        } else if (status == CONTENT_TOO_LARGE) {
            return failed(FailureKind.INVALID_MESSAGE, "HTTP status " + status);
        } else if (status != 200) {
            // Neither API uses another status: a wrong base-url, or something between us and the provider.
            return failed(FailureKind.CONNECTION, "HTTP status " + status);
        }
        if (fileWanted && !looksLikeJson(answered)) {
            return new File(answered.body());
        } else if (isPage(answered)) {
            return failed(FailureKind.CONNECTION, "a web page came in place of an answer");
        }
        return Json.readObject(answered.body())
                .map(body -> judge(body, errors))
                .orElseGet(() -> unclear("the answer is not JSON"));
    }

    /** Perhaps the provider's own, garbled after it had taken the message. */
    private static TencentAnswer unclear(String detail) {
        return new Failed(new SendOutcome.Unknown(detail), 0);
    }

    /** Neither API answers with one, so whoever wrote it did not hand the request on. */
    private static boolean isPage(Exchange.Answered answered) {
        return answered.contentType().contains("html")
                || answered.body().toString().stripLeading().startsWith("<");
    }

    private static TencentAnswer judge(JsonNode body, TencentErrors errors) {
        JsonNode code = body.path("errcode");
        if (code.isMissingNode()) {
            return new Done(body);
        } else if (!code.canConvertToInt()) {
            return unclear("errcode is not a number");
        }
        return code.intValue() == 0 ? new Done(body) : new Failed(errors.outcome(code.intValue()), code.intValue());
    }

    /** An error in place of a file comes as JSON, now and then labelled as plain text. */
    private static boolean looksLikeJson(Exchange.Answered answered) {
        String type = answered.contentType();
        return type.contains("json") || type.startsWith("text/");
    }
}
