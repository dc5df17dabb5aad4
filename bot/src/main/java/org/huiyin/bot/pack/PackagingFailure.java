package org.huiyin.bot.pack;

/** No package can be made; the words are for whoever wants one. */
public final class PackagingFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PackagingFailure(String words) {
        super(words);
    }

    PackagingFailure(String words, Throwable cause) {
        super(words, cause);
    }
}
