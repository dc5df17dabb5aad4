/** The commands, and what they print. */
package org.huiyin.bot.cli;
