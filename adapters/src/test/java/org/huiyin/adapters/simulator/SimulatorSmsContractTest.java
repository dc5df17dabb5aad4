package org.huiyin.adapters.simulator;

import org.huiyin.adapters.channel.Limits;

class SimulatorSmsContractTest extends SimulatorContract {
    SimulatorSmsContractTest() {
        super(Limits.Kind.SMS);
    }

    @Override
    protected String recipient() {
        return "+8613800138000";
    }
}
