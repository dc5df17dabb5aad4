package org.huiyin.adapters.wechat;

import java.util.List;
import org.huiyin.adapters.channel.TextChannel;
import org.huiyin.adapters.channel.TokenStore;
import org.huiyin.adapters.provider.Timeouts;
import org.huiyin.adapters.tencent.Accounts;
import org.huiyin.adapters.tencent.TencentContract;
import org.huiyin.adapters.tencent.TencentSender;

class WeChatContractTest extends TencentContract {
    WeChatContractTest() {
        super(
                "/cgi-bin/message/custom/send",
                List.of(
                        "{\"errcode\":45015,\"errmsg\":\"response out of time limit\"}",
                        "{\"errcode\":40001,\"errmsg\":\"invalid credential\"}",
                        "{\"errcode\":-1}",
                        "{\"errcode\":123456}",
                        "{\"errcode\":\"0\"}",
                        "{\"errcode\":null}",
                        "{}",
                        "[]",
                        "",
                        "<html/>",
                        "{\"errcode\":0"));
    }

    @Override
    protected TextChannel make(String baseUrl, TokenStore tokens, Timeouts timeouts) {
        return new WeChatChannel(Accounts.wechat(baseUrl), vertx(), tokens, Accounts.CLOCK, timeouts);
    }

    @Override
    protected TencentSender sender() {
        return TencentSender.wechat(Accounts.wechat(""), Accounts.CLOCK);
    }

    @Override
    protected String recipient() {
        return "oia2TjuEGTNoeX76QEjQNrcURxG8";
    }
}
