/** How a county stands with its backups, and its way back from a restore: held, then released. */
package org.huiyin.db.recovery;
