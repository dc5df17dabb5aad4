/** The contract that every provider fulfils. Start with {@link org.huiyin.adapters.channel.TextChannel}. */
package org.huiyin.adapters.channel;
