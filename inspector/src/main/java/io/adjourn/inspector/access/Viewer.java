package io.adjourn.inspector.access;

import io.adjourn.inspector.view.Sight;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who sends a request. Controllers take it as a parameter.
 *
 * @param who by the name that their identity provider, proxy or token file has for them; one line
 */
public record Viewer(String who, Role role) {
    private static final Logger LOG = LoggerFactory.getLogger("io.adjourn.inspector.unmasked");

    /** Whoever it is, where nobody is asked. */
    public static final Viewer EVERYBODY = new Viewer("everybody", Role.VIEWER);

    /** Whether nobody was asked who they are. */
    public boolean anonymous() {
        return equals(EVERYBODY);
    }

    /** Whether they may see what is masked. */
    public boolean mayUnmask() {
        return role == Role.PRIVILEGED;
    }

    /**
     * How much they are to see. Where that is all, it is logged: who, and what.
     *
     * @param unmask whether they ask for all
     * @param what they ask for, such as {@code meeting acme-vexa/16}; one line
     * @throws NotAllowedException if they ask for what they may not see
     */
    public Sight sight(boolean unmask, String what) {
        if (!unmask) {
            return Sight.MASKED;
        }
        if (!mayUnmask()) {
            throw new NotAllowedException("you may not see what is masked: ask for the role that may");
        }
        LOG.info("Unmasked: who={} what={}", oneLine(who), oneLine(what));
        return Sight.WHOLE;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
