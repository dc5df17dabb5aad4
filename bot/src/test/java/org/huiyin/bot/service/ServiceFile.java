package org.huiyin.bot.service;

import org.huiyin.adapters.tencent.Accounts;
import org.huiyin.adapters.wechat.WeChatConfig;
import org.huiyin.adapters.wecom.WeComConfig;

/** The file of a service whose WeChat and WeCom are stand-ins on this machine, and whose text messages a simulator. */
public final class ServiceFile {
    private ServiceFile() {}

    /**
     * The file.
     *
     * @param forWeChat where the stand-in for WeChat listens
     * @param forWeCom where the stand-in for WeCom listens
     * @param templates whether the WeChat account has templates for what comes after its reply budget
     */
    public static String of(String forWeChat, String forWeCom, boolean templates) {
        WeChatConfig wechat = Accounts.wechat(forWeChat);
        WeComConfig wecom = Accounts.wecom(forWeCom);
        return String.join(
                "\n",
                "county-name: 试验县",
                "http: {host: 127.0.0.1, port: 0}",
                "quiet-hours: off",
                "digests: off",
                "delivery: {undo-seconds: 0, repeat-unknown-after: 30s}",
                "channels:",
                "- id: wechat",
                "  type: wechat",
                "  app-id: " + wechat.appId(),
                "  app-secret: " + wechat.appSecret().reveal(),
                "  token: " + wechat.token().reveal(),
                "  encoding-aes-key: " + wechat.encodingAesKey().reveal(),
                "  base-url: " + forWeChat,
                templates
                        ? "  templates: {answer: {id: TPL-1, parameters: {code: character_string1, text: thing2}},"
                                + " progress: {id: TPL-2, parameters: {code: character_string1, text: thing2}}}"
                        : "",
                "- id: wecom",
                "  type: wecom",
                "  corp-id: " + wecom.corpId(),
                "  agent-id: " + wecom.agentId(),
                "  secret: " + wecom.secret().reveal(),
                "  token: " + wecom.token().reveal(),
                "  encoding-aes-key: " + wecom.encodingAesKey().reveal(),
                "  base-url: " + forWeCom,
                "- {id: sim-sms, type: simulator, kind: sms}",
                "");
    }
}
