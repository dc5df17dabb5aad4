package org.huiyin.adapters.simulator;

import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.provider.ConfigCheck;

/** One simulated channel; {@code kind} decides whether it behaves like a chat app or like SMS. */
public record SimulatorConfig(String id, Limits.Kind kind) {
    public SimulatorConfig {
        ConfigCheck.channel(id)
                .that(kind != null, "kind", "must be CHAT or SMS")
                .orRefuse();
    }
}
