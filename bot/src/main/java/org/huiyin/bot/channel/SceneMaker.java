package org.huiyin.bot.channel;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.List;
import org.huiyin.adapters.wechat.SceneCode;
import org.huiyin.adapters.wechat.WeChatChannel;
import org.huiyin.bot.ticket.Scenes;
import org.huiyin.db.channel.SceneRows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has WeChat make the printed code of every linked cadre, once: an account has 100,000 of them and they never expire, so they are kept. Slowly,
 * because nobody waits for them. Two nodes that make the same one waste nothing: the scene is the same and counts once.
 */
public final class SceneMaker {
    private static final Logger log = LoggerFactory.getLogger(SceneMaker.class);
    private static final int AT_ONCE = 5;
    private static final long NEXT_MS = 1000;
    /** When there is nothing to do, or the provider would not. */
    private static final long LATER_MS = 600_000;

    private final Vertx vertx;
    private final Pool pool;
    private final Scenes scenes;
    private final List<WeChatChannel> channels;
    private boolean stopping;

    public SceneMaker(Vertx vertx, Pool pool, Scenes scenes, List<WeChatChannel> channels) {
        this.vertx = vertx;
        this.pool = pool;
        this.scenes = scenes;
        this.channels = List.copyOf(channels);
    }

    public void start() {
        channels.forEach(channel -> later(channel, NEXT_MS));
    }

    public void stop() {
        stopping = true;
    }

    private void later(WeChatChannel channel, long ms) {
        vertx.setTimer(ms, tick -> {
            if (!stopping) {
                some(channel)
                        .onComplete(made -> later(channel, made.succeeded() && made.result() ? NEXT_MS : LATER_MS));
            }
        });
    }

    /** Whether some were made and there may be more. */
    private Future<Boolean> some(WeChatChannel channel) {
        return SceneRows.without(pool, channel.id(), AT_ONCE).compose(cadres -> {
            Future<Boolean> chain = Future.succeededFuture(!cadres.isEmpty());
            for (SceneRows.Cadre cadre : cadres) {
                chain = chain.compose(well -> well ? make(channel, cadre) : Future.succeededFuture(false));
            }
            return chain;
        });
    }

    private Future<Boolean> make(WeChatChannel channel, SceneRows.Cadre cadre) {
        String scene = scenes.of(cadre.code());
        return channel.createScene(scene).compose(code -> {
            if (code instanceof SceneCode.Made made) {
                return SceneRows.keep(pool, channel.id(), cadre.id(), scene, made.url())
                        .map(true);
            }
            log.warn("channel {}: no printed code was made, trying again in 10 min", channel.id());
            return Future.succeededFuture(false);
        });
    }
}
