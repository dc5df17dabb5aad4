package org.huiyin.bot.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Finds out whether a port can be had before the database is started for it. */
final class ListenPort {
    private static final int HIGHEST = 65_535;
    private static final int TRIES = 100;
    /** Where a service that nobody is to find begins to look for a port. */
    static final int UNUSUAL = 42_800;

    private ListenPort() {}

    /** {@code port}, when it is free; 0 stands for any. */
    static int exactly(String host, int port) {
        if (!isFree(host, port)) {
            throw taken(host, port);
        }
        return port;
    }

    /** {@code port}, or the first free one after it. */
    static int from(String host, int port) {
        for (int candidate = port; candidate <= Math.min(HIGHEST, port + TRIES); candidate++) {
            if (isFree(host, candidate)) {
                return candidate;
            }
        }
        throw taken(host, port);
    }

    static CommandFailure taken(String host, int port) {
        return new CommandFailure(
                ExitCode.FAILED,
                "port " + port + " on " + host + " is taken by another program: stop it, or choose another port");
    }

    private static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return true;
        } catch (UnknownHostException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "http.host " + host + " is not an address of this machine", e);
        } catch (BindException e) {
            String message = String.valueOf(e.getMessage());
            if (message.contains("assign")) {
                throw new CommandFailure(
                        ExitCode.BAD_INPUT, "http.host " + host + " is not an address of this machine", e);
            } else if (message.contains("denied")) {
                throw new CommandFailure(
                        ExitCode.BAD_INPUT, "port " + port + " is below 1024, which this user may not listen on", e);
            }
            return false;
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "port " + port + " on " + host + " cannot be used", e);
        }
    }
}
