/** What an administrator may set: the service's file, read with the exact line of everything that is wrong with it. */
package org.huiyin.bot.config;
