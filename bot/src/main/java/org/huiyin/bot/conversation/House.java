package org.huiyin.bot.conversation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.bot.clock.Deadlines;
import org.huiyin.bot.clock.QuietHours;
import org.huiyin.bot.routing.Recusal;
import org.huiyin.bot.texts.Texts;
import org.huiyin.bot.texts.Words;
import org.huiyin.bot.ticket.Subjects;
import org.huiyin.bot.ticket.TicketCodes;

/**
 * What every decision rests on and no message changes: texts, words, policy, channels.
 *
 * @param channels what each channel can carry, by id, in the configured order
 * @param undoSeconds how long a cadre's words wait before they leave
 * @param secrets makes 6-digit confirmation codes
 * @param hash keyed hash of such a code, as hexadecimal text
 * @param scenes reads a printed code: the cadre's id, when its signature is ours
 */
public record House(
        Texts texts,
        Words words,
        Recusal recusal,
        Deadlines deadlines,
        Subjects subjects,
        QuietHours quietHours,
        TicketCodes codes,
        Map<String, Limits> channels,
        int undoSeconds,
        Supplier<String> secrets,
        UnaryOperator<String> hash,
        Function<String, Optional<String>> scenes) {

    public Limits limits(String channel) {
        Limits limits = channels.get(channel);
        if (limits == null) {
            throw new IllegalStateException("channel " + channel + " is not configured any more");
        }
        return limits;
    }

    /** The same house, in which no words travel in the answer to a webhook: while a county is held, not even those leave. */
    public House withoutPassiveReplies() {
        Map<String, Limits> silent = new LinkedHashMap<>();
        channels.forEach((id, limits) -> silent.put(id, limits.withoutPassiveReply()));
        return new House(
                texts,
                words,
                recusal,
                deadlines,
                subjects,
                quietHours,
                codes,
                silent,
                undoSeconds,
                secrets,
                hash,
                scenes);
    }

    /** The first channel of text messages, through which a phone can be proved. */
    public Optional<String> sms() {
        List<String> sms = channels.entrySet().stream()
                .filter(entry -> entry.getValue().kind() == Limits.Kind.SMS)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return sms.stream().findFirst();
    }
}
