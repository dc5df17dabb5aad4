/** What every provider needs and none owns: the one HTTP client, its time-outs, its proxy, and the checks of a configuration. */
package org.huiyin.adapters.provider;
