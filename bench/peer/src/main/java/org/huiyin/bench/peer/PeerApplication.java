package org.huiyin.bench.peer;

import java.time.Clock;
import org.huiyin.adapters.tencent.Accounts;
import org.huiyin.adapters.wechat.WeChatCodec;
import org.huiyin.adapters.wecom.WeComCodec;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * The service that most Java developers would write for the same job, so that ours has something to be measured against: Tomcat, one
 * transaction a message, one statement a step.
 *
 * <p>It writes the rows that ours writes. It does not seal what it stores, does not look at what a text says, and delivers nothing: each of
 * these is in its favour. Protocol work is the same code for both.
 */
@SpringBootApplication
public class PeerApplication {

    public static void main(String[] args) {
        ConfigurableApplicationContext context = SpringApplication.run(PeerApplication.class, args);
        int port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
        System.out.println("ready on http://127.0.0.1:" + port);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** The accounts that the bench signs for. */
    @Bean
    WeChatCodec wechat() {
        return new WeChatCodec(Accounts.wechat("http://127.0.0.1"));
    }

    @Bean
    WeComCodec wecom() {
        return new WeComCodec(Accounts.wecom("http://127.0.0.1"));
    }
}
