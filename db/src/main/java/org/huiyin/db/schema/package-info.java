/** The schema's own history: what brings it to this version, who may do that, and which nodes live on it. */
package org.huiyin.db.schema;
