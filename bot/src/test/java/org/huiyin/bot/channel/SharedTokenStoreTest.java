package org.huiyin.bot.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.huiyin.adapters.channel.Secret;
import org.huiyin.adapters.channel.TokenStore.Token;
import org.huiyin.db.TestDatabase;
import org.huiyin.db.channel.ProviderTokens;
import org.huiyin.db.server.Database;
import org.huiyin.db.vault.Keys;
import org.huiyin.db.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedTokenStoreTest {
    private static final Duration LIFE = Duration.ofHours(2);

    private final Vertx vertx = Vertx.vertx();
    private final Vault vault = new Vault(Keys.generate());
    private final AtomicInteger renewals = new AtomicInteger();
    private final Time time = new Time();
    private TestDatabase test;
    private Database database;

    @BeforeEach
    void open() {
        test = TestDatabase.create();
        database = new Database(vertx, test.url(), 4);
    }

    @AfterEach
    void close() {
        database.close().await();
        vertx.close().await();
        test.close();
    }

    /** A clock that is moved by hand. */
    private static final class Time extends Clock {
        private Instant now = Instant.parse("2026-11-22T10:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private SharedTokenStore node() {
        return new SharedTokenStore(vertx, database.pool(), new ProviderTokens(vault), time, () -> {});
    }

    private Future<Token> renew() {
        return Future.succeededFuture(new Token(Secret.of("token-" + renewals.incrementAndGet()), LIFE));
    }

    private static String reveal(Future<Secret> secret) {
        return secret.await().reveal();
    }

    @Test
    void nodesShareOneTokenAndOneRenewsIt() {
        SharedTokenStore first = node();
        SharedTokenStore second = node();
        Future<Secret> a = first.current("wechat:wx1", this::renew);
        Future<Secret> b = second.current("wechat:wx1", this::renew);
        assertThat(reveal(a)).isEqualTo("token-1");
        assertThat(reveal(b)).isEqualTo("token-1");
        assertThat(reveal(second.current("wecom:ww1", this::renew))).isEqualTo("token-2");
        assertThat(renewals).hasValue(2);
    }

    @Test
    void itIsRenewedAtFourFifthsOfItsLife() {
        SharedTokenStore node = node();
        assertThat(reveal(node.current("a", this::renew))).isEqualTo("token-1");
        time.now = time.now.plus(Duration.ofMinutes(95));
        assertThat(reveal(node.current("a", this::renew))).isEqualTo("token-1");
        time.now = time.now.plus(Duration.ofMinutes(2));
        assertThat(reveal(node.current("a", this::renew))).isEqualTo("token-2");
    }

    @Test
    void whileOneRenewsTheOthersGoOnWithTheOldOne() {
        SharedTokenStore first = node();
        assertThat(reveal(first.current("a", this::renew))).isEqualTo("token-1");
        time.now = time.now.plus(Duration.ofMinutes(97));
        Promise<Token> slow = Promise.promise();
        Promise<Void> asked = Promise.promise();
        Supplier<Future<Token>> renewing = () -> {
            asked.complete();
            return slow.future();
        };
        Future<Secret> renewed = first.current("a", renewing);
        asked.future().await();
        assertThat(reveal(node().current("a", this::renew))).isEqualTo("token-1");
        slow.complete(new Token(Secret.of("token-new"), LIFE));
        assertThat(reveal(renewed)).isEqualTo("token-new");
        assertThat(reveal(node().current("a", this::renew))).isEqualTo("token-new");
        assertThat(renewals).hasValue(1);
    }

    @Test
    void aRefusedTokenIsRenewedOnceHoweverOftenItIsReported() {
        SharedTokenStore first = node();
        SharedTokenStore second = node();
        Secret old = first.current("a", this::renew).await();
        second.current("a", this::renew).await();
        first.invalidate("a", old).await();
        assertThat(reveal(first.current("a", this::renew))).isEqualTo("token-2");
        second.invalidate("a", old).await();
        assertThat(reveal(second.current("a", this::renew))).isEqualTo("token-2");
    }

    @Test
    void aFailedRenewalFailsTheCallerAndLetsTheNextOneTry() {
        SharedTokenStore node = node();
        assertThatThrownBy(() ->
                        node.current("a", () -> Future.failedFuture("down")).await())
                .hasMessageContaining("down");
        assertThat(reveal(node.current("a", this::renew))).isEqualTo("token-1");
    }
}
