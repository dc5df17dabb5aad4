/** The registry of a county: reading it from the administrator's files, checking it, importing it, and inventing one for a trial. */
package org.huiyin.bot.registry;
