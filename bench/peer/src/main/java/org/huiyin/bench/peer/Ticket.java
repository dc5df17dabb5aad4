package org.huiyin.bench.peer;

import io.vertx.core.buffer.Buffer;

/**
 * One matter, locked.
 *
 * @param seq of the last row of its history
 * @param head the hash of that row
 * @param villagerId his address, at {@code villagerChannel}
 * @param cadreAddressId where its cadre is written to, at WeCom
 */
record Ticket(
        long id,
        String code,
        int seq,
        Buffer head,
        long villagerId,
        String villagerChannel,
        long cadreId,
        long cadreAddressId) {}
