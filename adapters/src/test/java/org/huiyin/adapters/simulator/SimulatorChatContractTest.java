package org.huiyin.adapters.simulator;

import org.huiyin.adapters.channel.Limits;

class SimulatorChatContractTest extends SimulatorContract {
    SimulatorChatContractTest() {
        super(Limits.Kind.CHAT);
    }

    @Override
    protected String recipient() {
        return "villager-7";
    }
}
