package org.huiyin.bench.peer;

import org.jspecify.annotations.Nullable;

/** Whose address a message came from; {@code cadreId} is null for a villager. */
record Sender(long addressId, @Nullable Long cadreId) {}
