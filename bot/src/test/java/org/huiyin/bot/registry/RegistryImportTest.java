package org.huiyin.bot.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.huiyin.db.registry.Part.ADDRESSES;
import static org.huiyin.db.registry.Part.CADRES;
import static org.huiyin.db.registry.Part.GRIDS;
import static org.huiyin.db.registry.Part.HOUSEHOLDS;
import static org.huiyin.db.registry.Part.LINKS;
import static org.huiyin.db.registry.Part.UNITS;
import static org.huiyin.db.registry.Part.VILLAGERS;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.huiyin.bot.registry.ImportResult.Imported;
import org.huiyin.db.address.AddressKey;
import org.huiyin.db.registry.Part;
import org.huiyin.db.registry.PartOutcome;
import org.huiyin.db.vault.Vault.Hashed;
import org.huiyin.db.vault.Vault.Sealed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryImportTest {
    private final ImportBench bench = new ImportBench();

    @TempDir
    private Path folder;

    @BeforeEach
    void importOnce() {
        bench.imported(new TestCounty().in(folder));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private PartOutcome imported(Part part, TestCounty county) {
        return bench.imported(county.in(folder)).outcome().parts().stream()
                .filter(outcome -> outcome.part() == part)
                .findFirst()
                .orElseThrow();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private String opened(Sealed kind, String sql) {
        return bench.vault.open(kind, HexFormat.of().parseHex(bench.text(sql)));
    }

    @Test
    void peopleAreSealedAndFoundByTheirHashes() {
        assertThat(opened(Sealed.PHONE, "SELECT encode(phone, 'hex') FROM villager WHERE code = 'P1'"))
                .isEqualTo("+8614500001001");
        assertThat(bench.text("SELECT code FROM villager WHERE phone_hash = '\\x"
                        + hex(bench.vault.hash(
                                Hashed.PHONE, Phones.canonical("14500001001").orElseThrow())) + "'"))
                .isEqualTo("P1");
        assertThat(bench.text("SELECT code FROM villager WHERE phone_tail_hash = '\\x"
                        + hex(bench.vault.hash(Hashed.PHONE_TAIL, Phones.tail("+8614500001001"))) + "'"))
                .isEqualTo("P1");
        assertThat(bench.text("SELECT code FROM cadre WHERE name_hash = '\\x"
                        + hex(bench.vault.hash(Hashed.NAME, Names.canonical("张 伟"))) + "'"))
                .isEqualTo("K1");
        assertThat(bench.texts("SELECT code FROM household WHERE address_hash = '\\x"
                        + hex(bench.vault.hash(Hashed.PLACE, Names.canonical("北关村 ３组"))) + "' ORDER BY 1"))
                .containsExactly("H1", "H2");
    }

    @Test
    void addressesBelongToCadresOrAreBoundByPhone() {
        String sms = hex(new AddressKey("sms", "+8614500001003").hash(bench.vault));
        assertThat(bench.text("""
                SELECT v.code || h.code || b.strength || a.language FROM address a JOIN binding b ON b.address_id = a.id
                JOIN villager v ON v.id = b.villager_id JOIN household h ON h.id = b.household_id
                WHERE a.channel = 'sms' AND a.address_hash = '\\x""" + sms + "'")).isEqualTo("P3H3PHONEen");
        assertThat(opened(Sealed.ADDRESS, "SELECT encode(address, 'hex') FROM address WHERE channel = 'wechat'"))
                .isEqualTo("oABCdef");
        assertThat(bench.texts(
                        "SELECT c.code FROM address a JOIN cadre c ON c.id = a.cadre_id WHERE a.channel = 'wecom'"))
                .containsExactly("K1");
        assertThat(bench.text("SELECT count(DISTINCT id) || ' ' || max(id) FROM address"))
                .isEqualTo("3 3");
    }

    @Test
    void theCountyHasItsDesk() {
        assertThat(bench.texts("""
                SELECT g.code || ' ' || d.kind || ' ' || coalesce(c.code, '-') FROM duty d LEFT JOIN cadre c ON c.id = d.cadre_id
                JOIN grid g ON g.id = d.grid_id WHERE d.live ORDER BY 1"""))
                .containsExactly(
                        "C DEPUTY K4",
                        "C DESK -",
                        "C LEADER K3",
                        "T LEADER K3",
                        "V1 DEPUTY K4",
                        "V1 LEADER K2",
                        "V2 LEADER K4");
    }

    @Test
    void theSameAgainWritesNothing() {
        String before = bench.everything();
        Imported again = bench.imported(new TestCounty().in(folder));
        assertThat(bench.everything()).isEqualTo(before);
        assertThat(again.outcome().parts()).extracting(PartOutcome::unchanged).containsExactly(5, 1, 5, 3, 3, 3, 3);
        assertThat(bench.text("SELECT added || ' ' || changed FROM registry_import"))
                .isEqualTo("23 0");
    }

    @Test
    void aBadRowAmongManyLeavesEverythingAsItWas() {
        String before = bench.everything();
        bench.refused(new TestCounty()
                .replace(VILLAGERS, "王秀英", "王秀兰")
                .line(HOUSEHOLDS, 5, "H4,V1,赵一,北关村1组")
                .line(LINKS, 5, "H5,K1,2025-03-01")
                .in(folder));
        assertThat(bench.everything()).isEqualTo(before);
    }

    @Test
    void whatChangedIsChangedAndWhatItWasIsKept() {
        PartOutcome villagers = imported(
                VILLAGERS,
                new TestCounty()
                        .line(VILLAGERS, 2, "P1,H1,王秀英,14500001009,en")
                        .line(VILLAGERS, 5, "P4,H1,王磊,,")
                        .replace(UNITS, "农业农村局", "农业局")
                        .replace(CADRES, "K1,张伟,U1,科员,14500000001", "K1,张伟,U1,主任,")
                        .replace(HOUSEHOLDS, "H3,V2", "H3,V1"));
        assertThat(villagers).isEqualTo(new PartOutcome(VILLAGERS, 1, 1, 2, 0, List.of()));
        assertThat(bench.texts("SELECT entity || ' ' || code FROM registry_change ORDER BY 1"))
                .containsExactly("cadre K1", "household H3", "unit U1", "villager P1");
        assertThat(change("before", "villager", "P1"))
                .isEqualTo("{\"phone\":\"+8614500001001\",\"language\":\"zh-CN\"}");
        assertThat(change("after", "villager", "P1")).isEqualTo("{\"phone\":\"+8614500001009\",\"language\":\"en\"}");
        assertThat(change("before", "cadre", "K1")).isEqualTo("{\"rank\":\"科员\",\"phone\":\"+8614500000001\"}");
        assertThat(change("after", "cadre", "K1")).isEqualTo("{\"rank\":\"主任\"}");
        assertThat(bench.texts("SELECT added || ' ' || changed FROM registry_import ORDER BY id"))
                .containsExactly("23 0", "1 4");
    }

    private String change(String side, String entity, String code) {
        return opened(
                Sealed.CHANGE,
                "SELECT encode(" + side + ", 'hex') FROM registry_change WHERE entity = '" + entity + "' AND code = '"
                        + code + "' ORDER BY id DESC LIMIT 1");
    }

    @Test
    void whatIsMissingIsReportedAndKept() {
        Imported imported = bench.imported(new TestCounty()
                .put(HOUSEHOLDS, "code,grid_code,head_name,address\nH1,V1,王秀英,北关村3组")
                .put(VILLAGERS, "code,household_code,name,phone,language\nP1,H1,王秀英,14500001001,")
                .put(ADDRESSES, "owner_kind,owner_code,channel,address\nvillager,P1,wechat,oABCdef")
                .put(LINKS, "household_code,cadre_code,since\nH1,K1,2025-03-01")
                .in(folder));
        assertThat(imported.outcome().parts())
                .filteredOn(part -> part.missing() > 0)
                .containsExactly(
                        new PartOutcome(HOUSEHOLDS, 0, 0, 1, 2, List.of("H2", "H3")),
                        new PartOutcome(VILLAGERS, 0, 0, 1, 2, List.of("P2", "P3")),
                        new PartOutcome(ADDRESSES, 0, 0, 1, 1, List.of("K1/wecom")),
                        new PartOutcome(LINKS, 0, 0, 1, 2, List.of("H2", "H3")));
        assertThat(bench.text("SELECT count(*) FROM villager")).isEqualTo("3");
        assertThat(bench.text("SELECT count(*) FROM link WHERE until IS NULL")).isEqualTo("3");
    }

    @Test
    void aFileAloneIsEnoughWhenTheDatabaseHasTheRest() {
        for (Part part : Part.values()) {
            Imported imported = bench.imported(new TestCounty().only(part).in(folder));
            assertThat(imported.outcome().parts()).extracting(PartOutcome::part).containsExactly(part);
            assertThat(imported.outcome().added() + imported.outcome().changed())
                    .isZero();
        }
    }

    @Test
    void aGridKeepsItsLevel() {
        assertThat(bench.refused(new TestCounty()
                                .replace(GRIDS, "V2,南河村,VILLAGE,A", "V2,南河村,AREA,T")
                                .replace(HOUSEHOLDS, "H3,V2", "H3,V1")
                                .in(folder))
                        .problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "grids.csv:6: level: V2 is a VILLAGE in the database, and a grid keeps its level; give the new grid another code");
    }

    @Test
    void anAddressOfTheOtherKindInTheDatabaseIsRefused() {
        assertThat(bench.refused(new TestCounty()
                                .line(ADDRESSES, 2, "villager,P1,wecom,k1")
                                .line(ADDRESSES, 4, "cadre,K1,wechat,oABCdef")
                                .in(folder))
                        .problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "addresses.csv:2: address: belongs to a cadre in the database, and cannot be both; correct the owner",
                        "addresses.csv:4: address: belongs to a villager in the database, and cannot be both; correct the owner");
    }

    @Test
    void anAddressPassesToAnotherCadreAndABindingGrowsStronger() {
        bench.execute(
                "UPDATE binding SET strength = 'CARD' WHERE villager_id = (SELECT id FROM villager WHERE code = 'P1')");
        PartOutcome addresses = imported(ADDRESSES, new TestCounty().replace(ADDRESSES, "cadre,K1", "cadre,K2"));
        assertThat(addresses).isEqualTo(new PartOutcome(ADDRESSES, 0, 2, 1, 0, List.of()));
        assertThat(change("before", "address", "K2")).isEqualTo("{\"cadre_code\":\"K1\"}");
        assertThat(bench.texts("SELECT DISTINCT strength FROM binding")).containsExactly("PHONE");
    }

    @Test
    void anAddressThatWroteBeforeAnybodyKnewItIsBound() {
        String hash = hex(new AddressKey("wechat", "oNEW").hash(bench.vault));
        bench.execute(
                "INSERT INTO address (id, channel, address, address_hash, wrote_at) VALUES (9999, 'wechat', '\\x00', '\\x"
                        + hash + "', now())");
        PartOutcome addresses = imported(
                ADDRESSES,
                new TestCounty().line(ADDRESSES, 5, "群众,P2,wechat,oNEW").line(ADDRESSES, 6, "villager,P3,wechat,oNEW"));
        assertThat(addresses.added()).isEqualTo(2);
        assertThat(bench.text("SELECT count(*) FROM binding WHERE address_id = 9999"))
                .isEqualTo("2");
    }

    @Test
    void whoMovesHouseTakesHisBindingsAlong() {
        imported(VILLAGERS, new TestCounty().replace(VILLAGERS, "P1,H1", "P1,H2"));
        assertThat(bench.texts("""
                SELECT h.code || ' ' || (b.until IS NULL) FROM binding b JOIN household h ON h.id = b.household_id
                JOIN villager v ON v.id = b.villager_id WHERE v.code = 'P1' ORDER BY 1""")).containsExactly("H1 false", "H2 true");
    }
}
