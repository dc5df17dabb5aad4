/** What the channels of a county share among its nodes: access tokens, printed codes. */
package org.huiyin.db.channel;
