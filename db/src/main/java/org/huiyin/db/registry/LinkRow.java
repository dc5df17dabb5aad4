package org.huiyin.db.registry;

import java.time.LocalDate;

/**
 * Which cadre a household is linked to now.
 *
 * @param since the first day
 */
public record LinkRow(int line, String householdCode, String cadreCode, LocalDate since) {}
