package org.huiyin.bot.registry;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What county to invent.
 *
 * @param villagerChannel the channel at which about 60 % of the villagers have an address
 * @param cadreChannel the channel at which every cadre has one
 * @param simulator whether everybody shall also be on the simulators {@code sim} and {@code sim-sms}
 */
public record GeneratorOrder(
        int households, int cadres, long seed, String villagerChannel, String cadreChannel, boolean simulator) {
    /** There are 100 million numbers for three people a household, and Random's 48 bits for their openids. */
    private static final int MOST_HOUSEHOLDS = 10_000_000;

    private static final Pattern CHANNEL = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    public static GeneratorOrder of(int households, int cadres, long seed) {
        return new GeneratorOrder(households, cadres, seed, "wechat", "wecom", false);
    }

    public GeneratorOrder withSimulator() {
        return new GeneratorOrder(households, cadres, seed, villagerChannel, cadreChannel, true);
    }

    /** Why there can be no such county, for the administrator. */
    Optional<String> problem() {
        if (households < 1 || households > MOST_HOUSEHOLDS) {
            return Optional.of("--households is " + households + "; choose 1 to " + MOST_HOUSEHOLDS);
        }
        if (cadres < 1 || cadres > households) {
            return Optional.of("--cadres is " + cadres + "; choose 1 to " + households
                    + ", for every cadre is linked to a household");
        }
        if (!CHANNEL.matcher(villagerChannel).matches()
                || !CHANNEL.matcher(cadreChannel).matches()) {
            return Optional.of("a channel's name has letters, digits, - and _ only");
        }
        return villagerChannel.equals(cadreChannel)
                ? Optional.of("villagers and cadres need a channel each, because an address cannot be both")
                : Optional.empty();
    }
}
