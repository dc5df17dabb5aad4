package org.huiyin.adapters.wechat;

import static java.util.Map.entry;
import static org.huiyin.adapters.channel.FailureKind.CONFIG;
import static org.huiyin.adapters.channel.FailureKind.CREDENTIALS;
import static org.huiyin.adapters.channel.FailureKind.INVALID_MESSAGE;
import static org.huiyin.adapters.channel.FailureKind.PROVIDER_DOWN;
import static org.huiyin.adapters.channel.FailureKind.RECIPIENT_BLOCKED;
import static org.huiyin.adapters.channel.FailureKind.THROTTLED;
import static org.huiyin.adapters.channel.FailureKind.UNKNOWN_RECIPIENT;
import static org.huiyin.adapters.channel.FailureKind.WINDOW_CLOSED;

import java.util.Map;
import java.util.Set;
import org.huiyin.adapters.tencent.TencentErrors;

/** The numbers of the Official Accounts API (全局返回码) that a send, an upload or a token may end in. */
final class WeChatErrors {
    static final TencentErrors TABLE = new TencentErrors(
            Map.ofEntries(
                    entry(-1, PROVIDER_DOWN), // system busy
                    entry(61_450, PROVIDER_DOWN), // system error of customer service
                    entry(40_001, CREDENTIALS), // token or secret wrong
                    entry(40_014, CREDENTIALS), // token invalid
                    entry(42_001, CREDENTIALS), // token expired
                    entry(41_001, CREDENTIALS), // token missing
                    entry(40_013, CREDENTIALS), // AppID wrong
                    entry(40_125, CREDENTIALS), // secret wrong
                    entry(41_004, CREDENTIALS), // secret missing
                    entry(40_164, CREDENTIALS), // our address is not on the account's list
                    entry(48_001, CREDENTIALS), // the account may not call this
                    entry(48_004, CREDENTIALS), // the interface is banned
                    entry(50_002, CREDENTIALS), // the account is restricted
                    entry(45_009, THROTTLED), // daily quota
                    entry(45_011, THROTTLED), // too frequent
                    entry(45_015, WINDOW_CLOSED), // 48 h are over
                    entry(45_047, WINDOW_CLOSED), // the count is used up
                    entry(40_003, UNKNOWN_RECIPIENT), // no such openid
                    entry(43_004, RECIPIENT_BLOCKED), // does not follow
                    entry(50_005, RECIPIENT_BLOCKED), // does not follow
                    entry(48_002, RECIPIENT_BLOCKED), // switched receiving off
                    entry(43_101, RECIPIENT_BLOCKED), // refused notices
                    entry(40_037, CONFIG), // no such template
                    entry(40_004, INVALID_MESSAGE), // media type
                    entry(40_005, INVALID_MESSAGE), // file type
                    entry(40_006, INVALID_MESSAGE), // file size
                    entry(40_007, INVALID_MESSAGE), // no such media
                    entry(44_004, INVALID_MESSAGE), // empty text
                    entry(45_002, INVALID_MESSAGE), // text too long
                    entry(47_001, INVALID_MESSAGE), // not JSON to them
                    entry(47_003, INVALID_MESSAGE)), // a template's parameter
            Set.of(40_001, 40_014, 42_001, 41_001));

    /** Where another interface may still carry the words, these are about the one that was called and not about the account. */
    static final Set<Integer> INTERFACE_CLOSED = Set.of(48_001, 48_004);

    private WeChatErrors() {}
}
