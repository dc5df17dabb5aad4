/** Measures Huiyin against its own database's ceiling and against a peer, in one run on one machine. */
@org.jspecify.annotations.NullMarked
package org.huiyin.bench;
