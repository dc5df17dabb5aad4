/** Copies a county out of any PostgreSQL while it is in use, and back into any other: files, their sums, and their order. Blocking. */
package org.huiyin.db.backup;
