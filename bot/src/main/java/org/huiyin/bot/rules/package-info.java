/** What the county says and by what it decides: its policy, calendars, texts and words, as versions in the database. */
package org.huiyin.bot.rules;
