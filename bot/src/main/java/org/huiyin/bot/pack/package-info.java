/** Makes the archive that runs on a server without internet or Maven. */
package org.huiyin.bot.pack;
