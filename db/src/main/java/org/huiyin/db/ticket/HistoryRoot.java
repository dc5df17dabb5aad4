package org.huiyin.db.ticket;

import com.google.crypto.tink.subtle.Ed25519Sign;
import com.google.crypto.tink.subtle.Ed25519Verify;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.huiyin.db.vault.VaultFailure;

/**
 * A signed root over the ends of the histories that have grown since the one before. What is published is {@link #name}: SHA-256 over the byte 1, the
 * root's number (8 bytes), its microseconds since 1970 (8), the Merkle root and the name of the root before it (32 each, the first follows zeros). It is
 * signed by Ed25519 (RFC 8032).
 *
 * @param covers what was written before is in this root or an earlier one
 */
public record HistoryRoot(
        long n,
        Instant at,
        Instant covers,
        List<Leaf> leaves,
        Hash root,
        Hash previous,
        Hash chain,
        Hash publicKey,
        Hash signature) {
    private static final byte VERSION = 1;
    private static final int HASH_BYTES = 32;
    private static final int LEAF_BYTES = Long.BYTES + Integer.BYTES + HASH_BYTES;

    public HistoryRoot {
        leaves = List.copyOf(leaves);
    }

    /** The end of a ticket's history as it was. */
    public record Leaf(long ticketId, int seq, Hash hash) {
        private byte[] bytes() {
            return ByteBuffer.allocate(LEAF_BYTES)
                    .putLong(ticketId)
                    .putInt(seq)
                    .put(hash.bytes())
                    .array();
        }
    }

    /** Bytes that are compared by what they are. */
    public record Hash(String hex) {
        static Hash of(byte[] bytes) {
            return new Hash(HexFormat.of().formatHex(bytes));
        }

        byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }
    }

    /** Who signs: 32 bytes that only the county has. */
    public record Signer(Hash publicKey, Ed25519Sign sign) {
        public static Signer of(byte[] seed) {
            try {
                Ed25519Sign.KeyPair pair = Ed25519Sign.KeyPair.newKeyPairFromSeed(seed);
                return new Signer(Hash.of(pair.getPublicKey()), new Ed25519Sign(pair.getPrivateKey()));
            } catch (GeneralSecurityException e) {
                throw new VaultFailure("histories cannot be signed", e);
            }
        }
    }

    static Hash beginning() {
        return Hash.of(new byte[HASH_BYTES]);
    }

    /** The root that follows {@code previous}, number 1 where that is the beginning. */
    static HistoryRoot next(long n, Hash previous, Instant now, Instant covers, List<Leaf> leaves, Signer signer) {
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        Hash root = merkle(leaves);
        Hash chain = chain(n, at, root, previous);
        try {
            Hash signature = Hash.of(signer.sign().sign(chain.bytes()));
            return new HistoryRoot(n, at, covers, leaves, root, previous, chain, signer.publicKey(), signature);
        } catch (GeneralSecurityException e) {
            throw new VaultFailure("histories cannot be signed", e);
        }
    }

    /** By which it is known outside: 64 digits and letters a to f. */
    public String name() {
        return chain.hex();
    }

    /** Whether its own numbers agree, and it is signed by that key. */
    boolean holds(Hash key) {
        if (!merkle(leaves).equals(root) || !chain(n, at, root, previous).equals(chain) || !publicKey.equals(key)) {
            return false;
        }
        try {
            new Ed25519Verify(key.bytes()).verify(signature.bytes(), chain.bytes());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Hash merkle(List<Leaf> leaves) {
        return Hash.of(MerkleTree.root(leaves.stream().map(Leaf::bytes).toList()));
    }

    private static Hash chain(long n, Instant at, Hash root, Hash previous) {
        byte[] head = ByteBuffer.allocate(1 + 2 * Long.BYTES)
                .put(VERSION)
                .putLong(n)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
                .array();
        var sha = MerkleTree.sha256();
        sha.update(head);
        sha.update(root.bytes());
        return Hash.of(sha.digest(previous.bytes()));
    }

    byte[] packed() {
        ByteBuffer all = ByteBuffer.allocate(leaves.size() * LEAF_BYTES);
        leaves.forEach(leaf -> all.put(leaf.bytes()));
        return all.array();
    }

    static List<Leaf> unpacked(byte[] packed) {
        List<Leaf> leaves = new ArrayList<>();
        for (int from = 0; from + LEAF_BYTES <= packed.length; from += LEAF_BYTES) {
            ByteBuffer one = ByteBuffer.wrap(packed, from, LEAF_BYTES);
            long ticket = one.getLong();
            int seq = one.getInt();
            leaves.add(new Leaf(
                    ticket,
                    seq,
                    Hash.of(Arrays.copyOfRange(packed, from + LEAF_BYTES - HASH_BYTES, from + LEAF_BYTES))));
        }
        return leaves;
    }
}
