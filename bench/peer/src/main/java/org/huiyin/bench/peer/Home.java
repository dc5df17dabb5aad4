package org.huiyin.bench.peer;

/** Who writes, from which household, and who answers for it: his duty, himself, and his address at WeCom. */
record Home(long addressId, long householdId, long villagerId, long dutyId, long cadreId, long cadreAddressId) {}
