package org.huiyin.bot.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.huiyin.adapters.channel.Secret;
import org.huiyin.adapters.tencent.TencentCrypto;

/** What is said in a rehearsal: as villagers and providers would, over HTTP to a service on this machine. Blocking. */
final class RehearsalTalk {
    /** As in {@code rehearsal.yaml}. */
    private static final String TOKEN = "rehearsal";

    private static final Secret AES_KEY = Secret.of("A".repeat(43));
    private static final String NONCE = "1";

    /** Each for the start and for the answer: on a slow machine that does something else, and is about to be faster. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final int OK = 200;

    private final String base;
    private long end;

    RehearsalTalk(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    /** Says everything, and waits for an answer. */
    void all() {
        try {
            end = System.nanoTime() + PATIENCE.toNanos();
            while (!isUp()) {
                pause();
            }
            post("/sim/wangxiuying/messages", "application/json", "{\"text\":\"村口路灯坏了三天了\"}");
            provider("/hook/wechat", "wx0000000000000000", "");
            provider("/hook/wecom", "ww0000000000000000", "<AgentID>1</AgentID>");
            get("/health/ready");
            get("/metrics");
            end = System.nanoTime() + PATIENCE.toNanos();
            while (get("/sim/wangxiuying/messages").length() < "[{}]".length()) {
                pause();
            }
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "the rehearsal was broken off: " + e.getMessage(), e);
        }
    }

    private boolean isUp() throws IOException {
        try {
            get("/health/live");
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }

    /** Seals and signs as Tencent does (developers.weixin.qq.com, "消息加解密说明"). */
    private void provider(String path, String account, String more) throws IOException {
        String time = Long.toString(Clock.systemUTC().instant().getEpochSecond());
        String sealed = new TencentCrypto(AES_KEY, account)
                .seal("<xml><ToUserName>" + account + "</ToUserName><FromUserName>rehearsal</FromUserName><CreateTime>"
                        + time + "</CreateTime><MsgType>text</MsgType><Content>路灯坏了</Content><MsgId>1</MsgId>" + more
                        + "</xml>");
        String query = "?timestamp=" + time + "&nonce=" + NONCE + "&encrypt_type=aes&signature="
                + TencentCrypto.sign(TOKEN, time, NONCE) + "&msg_signature="
                + TencentCrypto.sign(TOKEN, time, NONCE, sealed);
        post(
                path + query,
                "text/xml",
                "<xml><ToUserName>" + account + "</ToUserName>" + more + "<Encrypt>" + sealed + "</Encrypt></xml>");
    }

    private String get(String path) throws IOException {
        return answer((HttpURLConnection) URI.create(base + path).toURL().openConnection());
    }

    private void post(String path, String type, String body) throws IOException {
        HttpURLConnection request =
                (HttpURLConnection) URI.create(base + path).toURL().openConnection();
        request.setDoOutput(true);
        request.setRequestProperty("content-type", type);
        try (OutputStream out = request.getOutputStream()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
        answer(request);
    }

    private static String answer(HttpURLConnection request) throws IOException {
        if (request.getResponseCode() / 100 != OK / 100) {
            throw new IOException(request.getURL().getPath() + " answered " + request.getResponseCode());
        }
        return new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private void pause() throws IOException {
        if (System.nanoTime() > end) {
            throw new IOException("nothing came within " + PATIENCE.toMinutes() + " min");
        }
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
