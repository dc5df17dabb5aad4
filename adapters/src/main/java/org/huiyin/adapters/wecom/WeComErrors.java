package org.huiyin.adapters.wecom;

import static java.util.Map.entry;
import static org.huiyin.adapters.channel.FailureKind.CREDENTIALS;
import static org.huiyin.adapters.channel.FailureKind.INVALID_MESSAGE;
import static org.huiyin.adapters.channel.FailureKind.PROVIDER_DOWN;
import static org.huiyin.adapters.channel.FailureKind.THROTTLED;
import static org.huiyin.adapters.channel.FailureKind.UNKNOWN_RECIPIENT;

import java.util.Map;
import java.util.Set;
import org.huiyin.adapters.tencent.TencentErrors;

/** The numbers of the WeCom API (全局错误码) that a send, an upload or a token may end in; some differ from WeChat's. */
final class WeComErrors {
    static final TencentErrors TABLE = new TencentErrors(
            Map.ofEntries(
                    entry(-1, PROVIDER_DOWN), // system busy
                    entry(6000, PROVIDER_DOWN), // concurrent change of the same data
                    entry(40_014, CREDENTIALS), // token invalid
                    entry(42_001, CREDENTIALS), // token expired
                    entry(41_001, CREDENTIALS), // token missing
                    entry(40_001, CREDENTIALS), // the secret is wrong; a renewal does not help, unlike at WeChat
                    entry(40_013, CREDENTIALS), // CorpID wrong
                    entry(41_004, CREDENTIALS), // secret missing
                    entry(60_020, CREDENTIALS), // our address is not on the app's list
                    entry(301_002, CREDENTIALS), // the secret belongs to another app
                    entry(48_002, CREDENTIALS), // the app may not call this; at WeChat the number means "blocked"
                    entry(40_056, CREDENTIALS), // agentid wrong
                    entry(45_009, THROTTLED), // quota
                    entry(45_033, THROTTLED), // too many at once
                    entry(81_013, UNKNOWN_RECIPIENT), // none of the recipients exists
                    entry(82_001, UNKNOWN_RECIPIENT), // no recipient given that could be used
                    entry(60_111, UNKNOWN_RECIPIENT), // no such userid
                    entry(40_003, UNKNOWN_RECIPIENT), // userid not valid
                    entry(45_002, INVALID_MESSAGE), // too long
                    entry(40_033, INVALID_MESSAGE), // escaped unicode
                    entry(40_004, INVALID_MESSAGE), // media type
                    entry(40_007, INVALID_MESSAGE), // no such media
                    entry(40_058, INVALID_MESSAGE), // a parameter
                    entry(44_004, INVALID_MESSAGE), // empty text
                    entry(47_001, INVALID_MESSAGE)), // not JSON to them
            Set.of(40_014, 42_001, 41_001));

    private WeComErrors() {}
}
