package org.huiyin.db.vault;

/** Authenticated encryption of small values. An interface so that another suite (SM4-GCM) can stand in for AES-256-GCM. */
interface Seal {

    byte[] seal(byte[] plain, byte[] context);

    /**
     * The plain bytes again.
     *
     * @throws VaultFailure when the bytes were not sealed with this key and context
     */
    byte[] open(byte[] sealed, byte[] context);
}
