package org.huiyin.bot.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets a matter, over lines written as {@code step:cadre}, {@code !} for one who cannot be reached. */
class RoutingTest {
    private static final String SEAT = "4:seat";

    private static List<Holder> line(String text) {
        List<Holder> line = new ArrayList<>();
        for (String post : (text + " " + SEAT).split(" ", -1)) {
            String[] parts = post.split(":", -1);
            line.add(new Holder(line.size() + 1, official(parts[1]), Integer.parseInt(parts[0])));
        }
        return line;
    }

    private static Optional<Official> official(String name) {
        if (name.equals("seat")) {
            return Optional.empty();
        }
        long id = name.charAt(0);
        boolean reachable = !name.endsWith("!");
        Official.Chat chat = new Official.Chat(id, "sim", reachable, "zh-CN");
        return Optional.of(new Official(id, name, name, "", "", Optional.empty(), List.of(chat), false));
    }

    private static String name(Holder holder) {
        return holder.official().map(Official::name).orElse("seat");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0:z 1:l 2:h 3:m 4:j, z",
        "0:z! 1:l 2:h 3:m 4:j, l",
        "0:z! 1:l! 1:d 2:h, d",
        "0:z! 1:l! 2:h! 3:m! 4:j, j",
        "0:z! 4:j!, seat",
        "1:l 2:h, l"
    })
    void theLowestWhoCanBeReachedGetsIt(String line, String holder) {
        assertThat(name(Routing.first(line(line), Set.of()))).isEqualTo(holder);
    }

    @Test
    void neverWhoIsConcerned() {
        List<Holder> line = line("0:z 1:l 4:j 4:s");
        assertThat(name(Routing.above(line, Holder.DESK - 1, Set.of((long) 'j'))))
                .isEqualTo("s");
        assertThat(name(Routing.above(line, Holder.DESK - 1, Set.of((long) 'j', (long) 's'))))
                .isEqualTo("seat");
    }

    @ParameterizedTest(name = "{1} in {0} climbs to {2}")
    @CsvSource({
        "0:z 1:l 1:z 2:h 3:m 3:h 4:j, z, l",
        "0:z 1:l 1:z 2:h 3:m 3:h 4:j, l, h",
        "0:z 1:l 1:z 2:h 3:m 3:h 4:j, h, m",
        "0:z 1:l 1:z 2:h 3:m 3:h 4:j, m, j",
        "0:z 1:l 1:z 2:h 3:m 3:h 4:j, j, ''",
        "0:l 1:l 1:z 2:h 4:j, l, h",
        "0:m 1:l 2:h 3:m 4:j, m, j",
        "0:j 1:l 2:h 3:m 4:j, j, ''",
        "0:j 1:l 2:h 3:m 4:j 4:s, j, s",
        "0:j 1:l 2:h 3:m 4:j 4:s!, j, ''",
        "0:z 1:l 2:h 3:m 4:j 4:s, s, ''",
        "0:z 1:l! 1:z 2:h 4:j, z, h",
        "0:z 1:l! 1:d 2:h 4:j, z, d",
        "1:l 2:h 4:j, z, l"
    })
    void climbingNeverComesBackToWhoeverHasIt(String line, char cadre, @Nullable String above) {
        long duty = line(line).stream()
                .filter(h -> h.official().filter(o -> o.cadreId() == cadre).isPresent())
                .map(Holder::dutyId)
                .findFirst()
                .orElse(99L);
        Optional<Holder> climbed = Routing.climb(line(line), (long) cadre, duty, 0);
        assertThat(climbed.map(RoutingTest::name).orElse("")).isEqualTo(above);
    }
}
