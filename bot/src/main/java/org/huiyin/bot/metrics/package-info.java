/** What the service counts about itself. */
package org.huiyin.bot.metrics;
