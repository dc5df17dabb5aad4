/** A plain Spring Boot service that does the same job, for comparison. */
@org.jspecify.annotations.NullMarked
package org.huiyin.bench.peer;
