package org.huiyin.adapters.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.huiyin.adapters.channel.Outbound.Media;
import org.huiyin.adapters.channel.Outbound.Option;

/**
 * One part as a simulated phone shows it.
 *
 * @param id the external id that {@code send} gave
 * @param reference of the card, where there are buttons
 */
public record SentPart(
        String id,
        String address,
        Instant at,
        String text,
        List<Option> buttons,
        Optional<String> reference,
        Optional<Media> media) {
    public SentPart {
        buttons = List.copyOf(buttons);
    }
}
