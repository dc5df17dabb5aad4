package org.huiyin.adapters.channel;

/** Where the provider keeps something that was attached: {@code reference} is the provider's own id. */
public record MediaRef(Outbound.MediaKind kind, String reference) {}
