/** Common problems: what several households wrote about, who promised what, and which tickets belong to them. */
package org.huiyin.db.common;
