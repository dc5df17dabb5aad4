/** Figures about what officials do: counted from the histories once a minute, and of open work at the moment of the question. */
package org.huiyin.db.report;
