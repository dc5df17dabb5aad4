/** Backups that the service makes by itself, and where they may lie. */
package org.huiyin.bot.backup;
