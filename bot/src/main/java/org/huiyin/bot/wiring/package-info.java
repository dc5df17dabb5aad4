/** The one place where services are constructed. */
package org.huiyin.bot.wiring;
