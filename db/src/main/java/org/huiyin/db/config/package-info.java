/** The county's configuration as the database keeps it: versions that never change. */
package org.huiyin.db.config;
