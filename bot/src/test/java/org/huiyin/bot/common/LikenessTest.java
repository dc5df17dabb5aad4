package org.huiyin.bot.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.huiyin.bot.config.ConfigFolder;
import org.huiyin.bot.texts.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people write about the same thing, and what only looks like it. The threshold was found by this table. */
class LikenessTest {
    private static final Gists GISTS =
            new Gists(Words.read(ConfigFolder.shipped()), List.of("北关村", "南河村", "石桥村", "柳林镇", "青禾县"));

    private static double likeness(String one, String other) {
        double likeness = Likeness.of(GISTS.of(one), GISTS.of(other));
        assertThat(Likeness.of(GISTS.of(other), GISTS.of(one)))
                .as("the other way round")
                .isEqualTo(likeness);
        return likeness;
    }

    @ParameterizedTest(name = "{0} | {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "自来水三天没来了 | 我们村停水三天",
                "北关村停水两天了，做饭都没水 | 南河村从昨天开始停水，什么时候来水？",
                "家里没水了，老人孩子喝水都成问题 | 自来水又停了，一周停了三次水，停水也不通知",
                "水龙头好几天不出水 | 自來水停水了，請派人來看看",
                "自来水发黄，根本不能喝 | 水又黄又浑，洗衣服都不敢用",
                "晚上老停电 | 我们组经常停电，冰箱都坏了",
                "电压太低，空调带不起来 | 一到晚上电压不够，灯都是暗的",
                "村口的路灯坏了半个月了 | 路灯不亮，晚上老人出门看不见",
                "路灯坏了请来修 | 领导您好，3组路灯全都不亮，麻烦派人修一下，谢谢",
                "村里的路坑坑洼洼，下雨没法走 | 我们村到镇上的水泥路烂得不成样子，全是坑",
                "通村公路塌陷了一块，车过不去 | 进村的路坏了好久，什么时候修路",
                "垃圾堆了一个月没人清运 | 村口垃圾池满了，臭得很",
                "手机没信号，打电话要爬到山上 | 我们这里信号太差，孩子上网课都上不了",
                "班车停了，老人去镇上看病没车坐 | 不通公交，赶集要走两个小时",
                "野猪又下山拱玉米，庄稼全毁了 | 昨晚野猪下山拱玉米，庄稼毁了一半",
                "蒜薹卖不出去，全烂在地里了 | 今年蒜薹没人收，大家的蒜薹卖不出去，烂在地里",
                "村小学没有食堂，孩子中午吃冷饭 | 村小学什么时候办食堂，学生中午都吃冷饭",
                "医保缴费在手机上一直交不进去 | 医保在手机上缴费总是交不进去，怎么缴费",
                "The water is off since Monday | no water in our street for three days",
                "street light broken in front of our house | the street lights are all dark"
            })
    void theSame(String one, String other) {
        assertThat(likeness(one, other)).isGreaterThan(0.5);
    }

    @ParameterizedTest(name = "{0} | {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "我们村停水三天了 | 我们村停电三天了",
                "北关村3组停水 | 北关村3组路灯坏了",
                "想问问什么时候修路 | 想问问路灯什么时候修",
                "自来水停了 | 自来水发黄",
                "停水了 | 水费太贵了",
                "停电了怎么办 | 电费怎么交",
                "低保怎么申请，需要什么材料 | 低保什么时候发到卡上",
                "领导您好，麻烦问一下医保怎么报销，谢谢 | 领导您好，麻烦问一下合作医疗几号交费，谢谢",
                "我家三天没收到养老金了 | 我家三天没人收垃圾了",
                "孩子上学的补助没有发 | 孩子上学的校车没有来",
                "邻居家的狗半夜一直叫 | 邻居家盖房占了我家的路",
                "野猪把玉米拱了 | 玉米种子发不出芽，种子是假的",
                "村里修水渠占了地没给补偿 | 修高速占了地补偿款没给",
                "好 | 好",
                "在吗 | 在吗",
                "请问 | 请问",
                "谢谢领导 | 谢谢领导",
                "坏了，请来修 | 坏了，请来修",
                "线路老化，怕出事 | 路面老化，都是裂缝",
                "没有人管 | 没有人管",
                "2026年11月20日 | 2026年11月20日",
                "3组5号 | 3组5号",
                "北关村 | 北关村",
                "什么时候能解决 | 什么时候能解决我们的问题",
                "王秀英 | 王秀英",
                "please help us, thank you | please help us, thank you"
            })
    void notTheSame(String one, String other) {
        assertThat(likeness(one, other)).isLessThan(0.4);
    }

    @Test
    void onlyTheBeginningOfALongTextIsCompared() {
        String water = "我们村停水三天了。";
        assertThat(likeness(water, water + "另外还想说一说别的。".repeat(60))).isGreaterThan(Likeness.ALIKE);
    }

    @Test
    void marksAndEmptyTextsSayNothing() {
        assertThat(likeness("", "")).isZero();
        assertThat(likeness("！！！", "？？？")).isZero();
        assertThat(likeness("😀😀😀", "😀😀😀")).isZero();
    }
}
