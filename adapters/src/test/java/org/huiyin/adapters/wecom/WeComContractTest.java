package org.huiyin.adapters.wecom;

import java.util.List;
import org.huiyin.adapters.channel.TextChannel;
import org.huiyin.adapters.channel.TokenStore;
import org.huiyin.adapters.provider.Timeouts;
import org.huiyin.adapters.tencent.Accounts;
import org.huiyin.adapters.tencent.TencentContract;
import org.huiyin.adapters.tencent.TencentSender;

class WeComContractTest extends TencentContract {
    WeComContractTest() {
        super(
                "/cgi-bin/message/send",
                List.of(
                        "{\"errcode\":0,\"invaliduser\":\"wang.xiu-ying\"}",
                        "{\"errcode\":0,\"unlicenseduser\":\"a|wang.xiu-ying\"}",
                        "{\"errcode\":81013}",
                        "{\"errcode\":60020,\"errmsg\":\"not allow to access from your ip\"}",
                        "{\"errcode\":40014}",
                        "{\"errcode\":-1}",
                        "{\"errcode\":123456}",
                        "{}",
                        "",
                        "<html/>"));
    }

    @Override
    protected TextChannel make(String baseUrl, TokenStore tokens, Timeouts timeouts) {
        return new WeComChannel(Accounts.wecom(baseUrl), vertx(), tokens, Accounts.CLOCK, timeouts);
    }

    @Override
    protected TencentSender sender() {
        return TencentSender.wecom(Accounts.wecom(""), Accounts.CLOCK);
    }

    @Override
    protected String recipient() {
        return "Wang.Xiu-Ying";
    }
}
