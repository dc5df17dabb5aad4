package org.huiyin.bot.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A county on paper, for tests: villagers numbered from 1 at the channel {@code wechat}, cadres numbered from 1 at {@code wecom}, each with so
 * many of the villagers, and a desk.
 *
 * @param smsToo whether the villagers' phones are addresses at the channel {@code sim-sms} as well
 */
public record PaperCounty(int cadres, int villagersEach, boolean smsToo) {
    /** Given names out of these are in no text of a test, so that nobody is taken for named. */
    private static final String GIVEN = "安邦昌达恩福光海宏嘉康立明宁庆荣盛泰祥兴学耀义勇裕元泽哲志忠";

    public static String openId(int villager) {
        return String.format(Locale.ROOT, "oVillager%04d", villager);
    }

    public static String userId(int cadre) {
        return String.format(Locale.ROOT, "cadre%04d", cadre);
    }

    public static String phone(int villager) {
        return String.format(Locale.ROOT, "+86145%08d", villager);
    }

    /** The villager's cadre, as WeCom knows him. */
    public String userIdOfCadreOf(int villager) {
        return userId(cadreOf(villager));
    }

    int cadreOf(int villager) {
        return (villager - 1) / villagersEach + 1;
    }

    public int villagers() {
        return cadres * villagersEach;
    }

    /** Of a villager or cadre: each has his own. */
    static String name(String surname, int number) {
        int one = number % GIVEN.length();
        int other = number / GIVEN.length() % GIVEN.length();
        int third = number / GIVEN.length() / GIVEN.length();
        return surname + GIVEN.charAt(other) + GIVEN.charAt(one) + (third == 0 ? "" : GIVEN.charAt(third));
    }

    /** Writes the files that {@code huiyin import} takes. */
    public Path write(Path directory) throws IOException {
        Files.createDirectories(directory);
        file(
                directory,
                "grids",
                "code,name,level,parent_code,leader_code,deputy_code",
                List.of("C,试验县,COUNTY,,desk,", "T,柳林镇,TOWNSHIP,C,,", "A,东片,AREA,T,,", "V,北关村,VILLAGE,A,,"));
        file(directory, "units", "code,name,kind", List.of("U,农业农村局,县直部门"));
        List<String> officials = new ArrayList<>(List.of("desk,郑" + "桂兰,U,科员,,"));
        IntStream.rangeClosed(1, cadres).forEach(i -> officials.add("K" + i + "," + name("钱", i) + ",U,科员,,"));
        file(directory, "cadres", "code,name,unit_code,rank,phone,exempt_reason", officials);
        file(directory, "households", "code,grid_code,head_name,address", each("H%d,V,%s,北关村%d组"));
        file(directory, "villagers", "code,household_code,name,phone,language", people());
        file(directory, "addresses", "owner_kind,owner_code,channel,address", addresses());
        file(
                directory,
                "links",
                "household_code,cadre_code,since",
                IntStream.rangeClosed(1, villagers())
                        .mapToObj(i -> "H" + i + ",K" + cadreOf(i) + ",2025-03-01")
                        .toList());
        return directory;
    }

    private List<String> each(String format) {
        return IntStream.rangeClosed(1, villagers())
                .mapToObj(i -> String.format(Locale.ROOT, format, i, name("孙", i), i % 9 + 1))
                .toList();
    }

    private List<String> people() {
        return IntStream.rangeClosed(1, villagers())
                .mapToObj(i -> "P" + i + ",H" + i + "," + name("孙", i) + "," + phone(i) + ",")
                .toList();
    }

    private List<String> addresses() {
        List<String> rows = new ArrayList<>(List.of("cadre,desk,wecom,desk"));
        IntStream.rangeClosed(1, cadres).forEach(i -> rows.add("cadre,K" + i + ",wecom," + userId(i)));
        for (int i = 1; i <= villagers(); i++) {
            rows.add("villager,P" + i + ",wechat," + openId(i));
            if (smsToo) {
                rows.add("villager,P" + i + ",sim-sms," + phone(i));
            }
        }
        return rows;
    }

    private static void file(Path directory, String name, String header, List<String> rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of(header));
        lines.addAll(rows);
        Files.write(directory.resolve(name + ".csv"), lines);
    }
}
