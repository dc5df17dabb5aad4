package org.huiyin.adapters.wechat;

import org.huiyin.adapters.channel.SendOutcome;

/** What became of the wish for a printed code. */
public sealed interface SceneCode {

    /** {@code url} is what the QR picture must say. */
    record Made(String url) implements SceneCode {}

    record NotMade(SendOutcome why) implements SceneCode {}
}
