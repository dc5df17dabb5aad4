package org.huiyin.adapters.tencent;

/**
 * A way in which {@link TencentStub} fails one call.
 *
 * @param status HTTP status of the answer
 * @param errcode in the JSON of the answer, when the status is 200 and the number is not 0
 * @param takes whether a send is recorded as delivered all the same
 * @param answer what the caller gets
 */
public record StubFault(int status, int errcode, boolean takes, Answer answer) {

    public enum Answer {
        /** A regular answer of this status and number. */
        JSON,
        /** Something that is not JSON. */
        GARBAGE,
        /** Nothing; the connection stays open. */
        SILENCE,
        /** Nothing; the connection is closed. */
        HANG_UP
    }

    public static StubFault status(int status) {
        return new StubFault(status, 0, false, Answer.JSON);
    }

    public static StubFault errcode(int errcode) {
        return new StubFault(200, errcode, false, Answer.JSON);
    }

    public static StubFault garbage() {
        return new StubFault(200, 0, false, Answer.GARBAGE);
    }

    /** No answer, and the part is lost. */
    public static StubFault silence() {
        return new StubFault(200, 0, false, Answer.SILENCE);
    }

    /** No answer, and the part arrives. */
    public static StubFault silenceAfterTaking() {
        return new StubFault(200, 0, true, Answer.SILENCE);
    }

    public static StubFault hangUp() {
        return new StubFault(200, 0, false, Answer.HANG_UP);
    }
}
