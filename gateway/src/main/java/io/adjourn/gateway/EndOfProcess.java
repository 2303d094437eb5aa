package io.adjourn.gateway;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.gateway.publish.Ending;
import jakarta.inject.Singleton;

/** Ends this process, and not on the thread that asks for it: the exit waits for all of them. */
@Singleton
final class EndOfProcess implements Ending {

    @Override
    public void because(BadConfigurationException why) {
        Thread.ofPlatform().name("exit").start(() -> GatewayApplication.fail(why));
    }
}
