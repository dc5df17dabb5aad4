package org.huiyin.db.ticket;

import org.jspecify.annotations.Nullable;

/**
 * Who had a ticket when something happened to it, so that whatever is counted of that is charged to him and to nobody else.
 *
 * @param level 0 the household's cadre, 4 the county desk
 * @param dutyId under which it was held; a duty's occupant, grid and department never change
 * @param gridId of the household whose matter it is, null while nobody knows
 * @param kept whether it was kept from the line: then it is in nobody's figures
 */
public record Charge(int level, long dutyId, @Nullable Long gridId, boolean kept) {}
