/** What officials have done and have still to do, in figures: counting it from histories, and telling it to whoever may ask. */
package org.huiyin.bot.report;
