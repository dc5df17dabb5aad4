package org.huiyin.bot.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who asks for something that is recorded for good: the account, and the machine. */
final class Who {
    private Who() {}

    static String asks() {
        return System.getProperty("user.name", "somebody") + "@" + machine();
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
