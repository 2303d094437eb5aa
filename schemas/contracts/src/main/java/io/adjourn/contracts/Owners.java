package io.adjourn.contracts;

import java.util.List;

/** What {@link Provisioning} asks of the owners' topic, and writes there. */
interface Owners {

    /**
     * Looks whether all that the installation needs is free, or its own.
     *
     * @throws ProvisioningException if something is another's
     */
    void refuseForeign();

    /** The things that the installation needs and has no claim on. */
    List<String> unclaimed();

    /**
     * Claims all that the installation needs. The topic must be there.
     *
     * @param takeOver whether claims of others on it are removed; else they hold
     * @return the things that were not its own before, as text
     * @throws ProvisioningException if something is another's: then no claim of this run stays
     */
    List<String> claim(boolean takeOver);
}
