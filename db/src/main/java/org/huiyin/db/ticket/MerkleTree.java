package org.huiyin.db.ticket;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The Merkle tree of RFC 9162, 2.1.1, over SHA-256: one hash that nobody can find other leaves for. */
public final class MerkleTree {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private MerkleTree() {}

    /** Of no leaves, the hash of nothing. */
    public static byte[] root(List<byte[]> leaves) {
        return switch (leaves.size()) {
            case 0 -> sha256().digest();
            case 1 -> hash(LEAF, leaves.get(0), new byte[0]);
            default -> {
                // The largest power of two that is smaller than the number of leaves.
                int left = Integer.highestOneBit(leaves.size() - 1);
                yield hash(NODE, root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
            }
        };
    }

    private static byte[] hash(byte kind, byte[] one, byte[] other) {
        MessageDigest sha = sha256();
        sha.update(kind);
        sha.update(one);
        return sha.digest(other);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
