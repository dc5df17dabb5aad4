package org.huiyin.bot.cli;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The net under the rule that no number goes into the log: whatever looks like a mobile number loses its middle. */
public final class MaskingJsonEncoder extends JsonEncoder {
    /**
     * Eleven digits from 13 to 19, with or without the country's code; a time in milliseconds has thirteen and is left alone. So is a trace's id, in
     * whose 32 hexadecimal digits there may be as many in a row.
     */
    private static final Pattern MOBILE = Pattern.compile(
            "(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])|(?<![0-9])((?:\\+?86)?1[3-9][0-9])[0-9]{4}([0-9]{4})(?![0-9])");

    public MaskingJsonEncoder() {
        setWithFormattedMessage(true);
        setWithMessage(false);
        setWithArguments(false);
        setWithSequenceNumber(false);
        setWithNanoseconds(false);
        setWithContext(false);
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return mask(new String(super.encode(event), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    static String mask(String text) {
        return MOBILE.matcher(text)
                .replaceAll(found -> found.group(1) == null ? found.group() : found.group(1) + "****" + found.group(2));
    }
}
