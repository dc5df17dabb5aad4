/** Common problems, as far as no database is needed: which matters say the same, and what a problem's promise comes to. */
package org.huiyin.bot.common;
