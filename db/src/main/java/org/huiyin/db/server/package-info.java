/** PostgreSQL itself: where it is, starting the embedded one, bringing the schema to this version, connections. */
package org.huiyin.db.server;
