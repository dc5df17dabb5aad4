package org.huiyin.adapters.tencent;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.huiyin.adapters.channel.FailureKind;
import org.huiyin.adapters.channel.FetchFailure;
import org.huiyin.adapters.channel.Secret;
import org.huiyin.adapters.channel.SendOutcome;
import org.huiyin.adapters.channel.TokenStore;
import org.huiyin.adapters.channel.TokenStore.Token;
import org.huiyin.adapters.channel.Trace;
import org.huiyin.adapters.provider.Deadline;
import org.huiyin.adapters.provider.ProviderCall;
import org.huiyin.adapters.provider.ProviderClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls Tencent's API as one account: brings the token, renews it once when it is refused, and judges the answer. */
public final class TencentApi {
    private static final Logger LOG = LoggerFactory.getLogger(TencentApi.class);

    /** The largest attachment we take. */
    private static final int MAX_FILE_BYTES = 10 * 1024 * 1024;

    /** Tokens live two hours; an answer without a sensible {@code expires_in} is trusted for a minute. */
    private static final long SHORTEST_LIFE_SECONDS = 60;

    /**
     * Who calls.
     *
     * @param channel the channel's id, for the log
     * @param tokenName names the account's token in the store, on every node alike
     * @param tokenCall fetches a token; holds the account's secret
     */
    public record Account(String channel, String tokenName, ProviderCall tokenCall, TencentErrors errors) {}

    /** No token, and why; travels through the token store, which knows only success and failure. */
    private static final class NoToken extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient TencentAnswer answer;

        NoToken(TencentAnswer answer) {
            super("no token", null, false, false);
            this.answer = answer;
        }
    }

    private record Step(ProviderCall call, boolean fileWanted, Duration timeout, Deadline deadline) {}

    private final ProviderClient client;
    private final TokenStore tokens;
    private final Account account;
    private final Clock clock;

    public TencentApi(ProviderClient client, TokenStore tokens, Account account, Clock clock) {
        this.client = client;
        this.tokens = tokens;
        this.account = account;
        this.clock = clock;
    }

    /**
     * A send that is under way; each of its calls is given it.
     *
     * @param deadline its end
     * @param trace of the message that it is about
     */
    public record Errand(Deadline deadline, Trace trace) {}

    /** A send that begins now. */
    public Errand begin(Trace trace) {
        return new Errand(Deadline.in(clock, client.timeouts().whole()), trace);
    }

    /** Makes a call that has an effect. Never fails. */
    public Future<TencentAnswer> call(ProviderCall call, Errand errand) {
        return perform(
                new Step(call.within(errand.trace()), false, client.timeouts().call(), errand.deadline()));
    }

    /** Fetches an attachment of at most 10 MB within 20 s. Fails with {@link FetchFailure} only. */
    public Future<Buffer> fetch(String mediaId, Trace trace) {
        ProviderCall call = TencentMedia.get(mediaId).upTo(MAX_FILE_BYTES).within(trace);
        Duration limit = client.timeouts().fetch();
        return perform(new Step(call, true, limit, Deadline.in(clock, limit)))
                .compose(answer -> answer.fold(
                        done -> Future.failedFuture(new FetchFailure(true, "not a file but JSON")),
                        file -> Future.succeededFuture(file.content()),
                        failed -> Future.failedFuture(fetchFailure(failed))));
    }

    private Future<TencentAnswer> perform(Step step) {
        return withToken(step, token -> attempt(step, token).compose(answer -> renewIfStale(step, token, answer)))
                .recover(fault -> Future.succeededFuture(ourOwn(fault)));
    }

    /** A bug, perhaps after the request left. Its message is not logged: it might repeat an address with a token in it. */
    private TencentAnswer ourOwn(Throwable fault) {
        StackTraceElement[] trace = fault.getStackTrace();
        LOG.error(
                "Channel {}: {} at {}",
                account.channel(),
                fault.getClass().getName(),
                trace.length == 0 ? "an unknown place" : trace[0]);
        return new TencentAnswer.Failed(new SendOutcome.Unknown("a fault of our own"), 0);
    }

    /** Without a token nothing leaves; that must not be mixed up with a failure after something has. */
    private Future<TencentAnswer> withToken(Step step, Function<Secret, Future<TencentAnswer>> use) {
        return token(step)
                .transform((token, failure) ->
                        token == null ? Future.succeededFuture(withoutToken(failure)) : use.apply(token));
    }

    /** A refused token means that nothing was done, so one repetition is safe; a second refusal is the account's fault. */
    private Future<TencentAnswer> renewIfStale(Step step, Secret token, TencentAnswer answer) {
        return stale(answer)
                ? tokens.invalidate(account.tokenName(), token)
                        .transform((gone, failure) -> withToken(step, renewed -> attempt(step, renewed)))
                : Future.succeededFuture(answer);
    }

    private Future<TencentAnswer> attempt(Step step, Secret token) {
        ProviderCall call = step.call().with("access_token", token.reveal());
        return client.exchange(call, step.timeout(), step.deadline())
                .map(exchange -> TencentAnswer.of(exchange, account.errors(), step.fileWanted()));
    }

    /** Waits longer than one renewal may take, so that the renewal's own verdict comes first. */
    private Future<Secret> token(Step step) {
        Duration left = step.deadline().allow(client.timeouts().whole());
        return tokens.current(account.tokenName(), this::renew)
                .timeout(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS);
    }

    private Future<Token> renew() {
        LOG.debug("Channel {} renews its access token", account.channel());
        Duration limit = client.timeouts().call();
        return client.exchange(account.tokenCall(), limit, Deadline.in(clock, limit))
                .map(exchange -> TencentAnswer.of(exchange, account.errors(), false))
                .compose(answer -> answer.fold(
                        done -> readToken(done.body()),
                        file -> noToken(
                                TencentAnswer.failed(FailureKind.PROVIDER_DOWN, "the token's answer is a file")),
                        this::noToken));
    }

    private Future<Token> readToken(JsonNode body) {
        String value = body.path("access_token").asText();
        long life = Math.max(SHORTEST_LIFE_SECONDS, body.path("expires_in").asLong());
        return value.isEmpty()
                ? noToken(TencentAnswer.failed(FailureKind.PROVIDER_DOWN, "the token's answer holds no token"))
                : Future.succeededFuture(new Token(Secret.of(value), Duration.ofSeconds(life)));
    }

    private Future<Token> noToken(TencentAnswer answer) {
        return Future.failedFuture(new NoToken(answer));
    }

    private boolean stale(TencentAnswer answer) {
        return answer instanceof TencentAnswer.Failed f
                && account.errors().staleToken().contains(f.code());
    }

    /** Not even silence is "unknown" here: what was to be sent has not left. */
    private TencentAnswer withoutToken(Throwable failure) {
        if (!(failure instanceof NoToken noToken)) {
            LOG.warn(
                    "Channel {} has no access token: {}",
                    account.channel(),
                    failure.getClass().getSimpleName());
            return TencentAnswer.failed(FailureKind.CREDENTIALS, "no access token could be had");
        }
        return noToken.answer.fold(done -> done, file -> file, TencentApi::withoutToken);
    }

    /** No message has a part in it, so whatever is refused is refused to the account, be the number known or not. */
    private static TencentAnswer withoutToken(TencentAnswer.Failed failed) {
        SendOutcome outcome = failed.outcome()
                .fold(
                        accepted -> accepted,
                        later -> later,
                        rejected -> SendOutcome.retry(FailureKind.CREDENTIALS, rejected.detail()),
                        unknown -> SendOutcome.retry(
                                FailureKind.PROVIDER_DOWN,
                                "no token, because the provider did not answer: " + unknown.detail()));
        return new TencentAnswer.Failed(outcome, failed.code());
    }

    /** Gone is what the part itself is to blame for: too large, expired, never ours. An account's fault may be mended. */
    private static FetchFailure fetchFailure(TencentAnswer.Failed failed) {
        return failed.outcome()
                .fold(
                        accepted -> new FetchFailure(false, "no file"),
                        later -> new FetchFailure(false, later.detail()),
                        rejected -> new FetchFailure(rejected.kind() == FailureKind.INVALID_MESSAGE, rejected.detail()),
                        unknown -> new FetchFailure(false, unknown.detail()));
    }
}
