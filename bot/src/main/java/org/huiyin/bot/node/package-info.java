/** How this node and its county stand: what the administrator's alarms look at. */
package org.huiyin.bot.node;
