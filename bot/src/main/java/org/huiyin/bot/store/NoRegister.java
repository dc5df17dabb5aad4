package org.huiyin.bot.store;

/** A county into which nothing has been imported yet: nobody's matter has anybody to go to, and everybody is to come again. */
public final class NoRegister extends Exception {
    private static final long serialVersionUID = 1L;

    public NoRegister() {
        super("the county has no register yet, run huiyin import DIR", null, false, false);
    }
}
