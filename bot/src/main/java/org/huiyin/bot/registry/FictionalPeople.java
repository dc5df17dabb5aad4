package org.huiyin.bot.registry;

import java.util.Random;

/**
 * Invents people who could live in a county and do not. Names are drawn by how common they are; the same seed gives the same people.
 *
 * <p>China keeps no phone numbers for invented people, and libphonenumber knows no mobile prefix that was never assigned. So all begin
 * with 145, which belongs to data cards: modems that nobody is rung on. Even so an invented county must not meet a real provider.
 */
final class FictionalPeople {
    private static final String SURNAMES = "王王王王李李李李张张张张刘刘刘陈陈陈杨杨赵赵黄黄周周吴吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
            + "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
    private static final String GIVEN =
            "秀英桂兰玉梅淑珍凤霞春花国强建军志明德福永长海文斌晓燕丽娟红艳小平金山大勇俊杰家宝树林万年立新庆云广成" + "思雨子涵浩然欣怡梓轩佳琪宇航雪峰婷静敏洁磊超鹏飞龙虎荣华富贵安康民和顺义忠信礼仁智";
    private static final String PREFIX = "145";
    private static final int NUMBERS = 100_000_000;
    /** Neither even nor a multiple of five: walks through all numbers, neighbours far apart, none twice. */
    private static final long STRIDE = 61_803_399;

    private static final String OPENID = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int OPENID_LENGTH = 28;
    /** Of 100 households so many have 1, 2, 3 … members: 2.97 on average, three adults and children. */
    private static final int[] SIZES = {12, 26, 30, 20, 9, 3};

    private final Random random;
    private final long firstNumber;
    private long numbers;

    FictionalPeople(long seed) {
        random = new Random(seed);
        firstNumber = random.nextInt(NUMBERS);
    }

    String surname() {
        return String.valueOf(SURNAMES.charAt(random.nextInt(SURNAMES.length())));
    }

    String name(String surname) {
        String given = String.valueOf(GIVEN.charAt(random.nextInt(GIVEN.length())));
        return surname + (random.nextInt(4) == 0 ? "" : GIVEN.charAt(random.nextInt(GIVEN.length()))) + given;
    }

    int householdSize() {
        int draw = random.nextInt(100);
        int size = 0;
        while (draw >= SIZES[size]) {
            draw -= SIZES[size++];
        }
        return size + 1;
    }

    /** A number that nobody else here has. */
    String phone() {
        String number = Long.toString(NUMBERS + (firstNumber + numbers++ * STRIDE) % NUMBERS);
        return PREFIX + number.substring(1);
    }

    /** 28 characters that begin with o, as WeChat's do. */
    String openid() {
        StringBuilder openid = new StringBuilder("o");
        while (openid.length() < OPENID_LENGTH) {
            openid.append(OPENID.charAt(random.nextInt(OPENID.length())));
        }
        return openid.toString();
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }
}
