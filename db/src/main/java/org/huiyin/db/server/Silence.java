package org.huiyin.db.server;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection over which nothing has gone for a while in either direction, and with it what waits for an answer. A firewall that has forgotten
 * a connection, or a machine that has lost its power, says nothing, and TCP alone waits for it for a quarter of an hour and more (RFC 1122, 4.2.3.5).
 *
 * <p>Vert.x can be told of such a time limit, too, but its client for PostgreSQL then says goodbye to the server and waits for the answer. That is why
 * this stands before all of its handlers, and the connection is asked for its channel by classes that are not of its public interface ({@code
 * SilenceTest} is what notices when they change).
 */
final class Silence extends IdleStateHandler {
    private Silence(Duration longest) {
        super(0, 0, longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Lets a connection that has just been opened be silent for so long, and no longer. */
    static void limit(SqlConnection connection, Duration longest) {
        SocketConnectionBase opened = (SocketConnectionBase)
                ((SqlConnectionInternal) connection).unwrap().unwrap();
        opened.socket().channelHandlerContext().pipeline().addFirst("silence", new Silence(longest));
    }

    @Override
    protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
        ChannelFuture ignored = context.close();
    }
}
