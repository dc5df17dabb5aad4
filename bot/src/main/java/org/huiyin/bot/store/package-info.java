/** What taking in and delivering share of the database. */
package org.huiyin.bot.store;
