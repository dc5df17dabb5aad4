/** The registry of a county in the database: grids, units, cadres, households, villagers, links, addresses. */
package org.huiyin.db.registry;
