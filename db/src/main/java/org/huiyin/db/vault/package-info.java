/** Sealing and hashing of personal data, and the keys for it. */
package org.huiyin.db.vault;
