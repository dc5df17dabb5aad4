/** The doors of the service: webhooks, the simulator, health, metrics, pages. */
package org.huiyin.bot.http;
