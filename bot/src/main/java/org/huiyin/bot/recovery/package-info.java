/** A county's way back: what its standing means in words, and its release after a restore. */
package org.huiyin.bot.recovery;
