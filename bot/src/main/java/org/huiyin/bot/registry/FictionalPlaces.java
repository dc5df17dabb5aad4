package org.huiyin.bot.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Invents names of villages and townships as they sound in the north of China; the same seed gives the same names. */
final class FictionalPlaces {
    static final String COUNTY = "青禾县";
    private static final List<String> DEPARTMENTS = List.of(
            "县委办公室",
            "农业农村局",
            "民政局",
            "水利局",
            "交通运输局",
            "住房和城乡建设局",
            "教育局",
            "卫生健康局",
            "人力资源和社会保障局",
            "自然资源局",
            "生态环境局",
            "公安局",
            "司法局",
            "财政局",
            "审计局",
            "统计局",
            "文化和旅游局",
            "应急管理局",
            "市场监督管理局",
            "医疗保障局",
            "退役军人事务局",
            "林业局",
            "信访局",
            "乡村振兴局");
    private static final List<String> WHERE = List.of("东", "西", "南", "北", "上", "下", "前", "后", "大", "小", "新", "老");
    private static final List<String> WHAT =
            List.of("柳", "桃", "杏", "槐", "松", "竹", "石", "沙", "泉", "河", "山", "岭", "王", "李", "张", "刘", "陈", "马", "高", "宋");
    private static final List<String> KIND = List.of("庄", "屯", "营", "寨", "桥", "湾", "坡", "沟", "店", "口");

    private final List<String> names = new ArrayList<>();

    FictionalPlaces(long seed) {
        for (String where : WHERE) {
            for (String what : WHAT) {
                KIND.forEach(kind -> names.add(where + what + kind));
            }
        }
        Collections.shuffle(names, new Random(seed));
    }

    /** Different for every index; numbered where a county has more places than there are names. */
    private String name(int index) {
        int round = index / names.size();
        return names.get(index % names.size()) + (round == 0 ? "" : round + 1);
    }

    String township(int index) {
        return name(index) + "镇";
    }

    String village(int index, CountyShape shape) {
        return name(shape.townships() + index) + "村";
    }

    static int departments() {
        return DEPARTMENTS.size();
    }

    static String department(int index) {
        return COUNTY + DEPARTMENTS.get(index);
    }
}
