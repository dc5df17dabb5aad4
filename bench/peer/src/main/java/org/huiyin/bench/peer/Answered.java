package org.huiyin.bench.peer;

import java.time.Instant;
import java.util.Optional;

/** What a message was answered when it came first; a repetition is answered alike. */
record Answered(Instant at, Optional<String> passive) {}
