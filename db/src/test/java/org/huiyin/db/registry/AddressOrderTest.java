package org.huiyin.db.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huiyin.db.registry.AddressRow.Owner.CADRE;
import static org.huiyin.db.registry.AddressRow.Owner.VILLAGER;

import java.util.List;
import org.junit.jupiter.api.Test;

/** In which order addresses are imported, on which it depends that chunks side by side seldom meet and that neighbours stay neighbours. */
class AddressOrderTest {

    @Test
    void cadresFirstThenSharersTogetherInTheOrderOfTheFile() {
        List<AddressRow> file = List.of(
                new AddressRow(2, VILLAGER, "P1", "sms", "+8614500000009"),
                new AddressRow(3, VILLAGER, "P2", "wechat", "oZ"),
                new AddressRow(4, VILLAGER, "P3", "sms", "+8614500000001"),
                new AddressRow(5, CADRE, "K1", "wecom", "k1"),
                new AddressRow(6, VILLAGER, "P4", "wechat", "+8614500000009"),
                new AddressRow(7, VILLAGER, "P5", "sms", "+8614500000009"),
                new AddressRow(8, VILLAGER, "P6", "wechat", "oZ"));
        assertThat(AddressBook.sorted(file)).extracting(AddressRow::line).containsExactly(5, 2, 7, 3, 8, 4, 6);
    }
}
