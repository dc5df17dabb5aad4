/** What the channels share among the nodes of a county. */
package org.huiyin.bot.channel;
