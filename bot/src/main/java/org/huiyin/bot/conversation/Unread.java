package org.huiyin.bot.conversation;

/** Ends a decision that needs something not read yet. Not a failure: the batch reads it and decides again. */
final class Unread extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unread() {
        super("", null, false, false);
    }
}
