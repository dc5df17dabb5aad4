package org.huiyin.bot.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.huiyin.bot.config.ConfigFolder;
import org.huiyin.bot.routing.Recusal.Suspicion;
import org.huiyin.bot.texts.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecusalTest {
    private static final Words WORDS = Words.read(ConfigFolder.shipped());
    private static final Recusal RECUSAL = new Recusal(WORDS);

    private static final Official ZHANG = official(1, "张伟", "科员", "14500001009");
    private static final Official LI = official(2, "李强", "包村干部", "14500001006");
    private static final Official OUYANG = official(3, "欧阳建国", "镇人大主席", "14500001005");
    private static final Official SUN = official(4, "孙丽", "县委副书记", "14500001002");
    private static final List<Holder> LINE = List.of(
            new Holder(1, Optional.of(ZHANG), 0),
            new Holder(2, Optional.of(LI), 1),
            new Holder(3, Optional.of(OUYANG), 2),
            new Holder(4, Optional.of(SUN), Holder.DESK),
            new Holder(5, Optional.empty(), Holder.DESK));

    private static Official official(long id, String name, String rank, String phone) {
        return new Official(id, "c" + id, name, rank, "青禾县农业农村局", Optional.of("+86" + phone), List.of(), false);
    }

    private static Suspicion look(String text) {
        return RECUSAL.look(text, LINE);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "张伟来过, 1",
        "张　伟来过, 1",
        "张.伟来过, 1",
        "張偉来过, 1",
        "张维来过, 1",
        "ZHANG WEI was here, 1",
        "Wei Zhang was here, 1",
        "Mr Zhang was here, 1",
        "张局来过, 1",
        "小张来过, 1",
        "伟书记来过, 1",
        "打了 145-0000-1009 没通, 1",
        "打了１４５００００１００９没通, 1",
        "李队长在, 2",
        "欧阳主席在, 3",
        "建国在, 3",
        "欧阳建过在, 3",
        "Secretary Sun was here, 4",
        "zhang wei从来没到过我家, 1",
        "zhangwei从来没到过我家, 1",
        "找Zhang Wei要, 1",
        "zhang书记在, 1",
        "zhang w在, 1",
        "zhangw在, 1",
        "张w在, 1",
        "欧阳jg在, 3",
        "张小姐拿我家鸡, 1",
        "张先生来过, 1",
        "张老师来过, 1",
        "张哥来过, 1",
        "李姐来过, 2",
        "李大姐来过, 2",
        "孙女士来过, 4",
        "孙书记在, 4"
    })
    void somebodyOfTheLineIsNamed(String text, long who) {
        assertThat(look(text).named()).containsExactly(who);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "我小孙子上学的事",
                "一张凳子坏了",
                "李子树生虫了",
                "离墙一米的地方漏水",
                "14500001008 打不通",
                "Weizhangs are here",
                "为什么张不开",
                "陈老师今天讲课吗",
                "张老师今天讲课吗",
                "隔壁张姐病了",
                "拍一张x光片",
                "wei什么停水",
                "zhang鱼多少钱"
            })
    void nobodyOfTheLineIsNamed(String text) {
        assertThat(look(text).named()).isEmpty();
    }

    @Test
    void aTitleOfARankIsSpokenOfWithoutAName() {
        assertThat(look("主席昨天来了").titled()).isTrue();
        assertThat(RECUSAL.look("主席昨天来了", LINE.subList(0, 2)).titled()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"他没来", "她没来", "He did not come", "那个人没来", "其他的都好，就是他没来"})
    void heIsAnOfficialWhenNobodyWasSpokenOf(String text) {
        assertThat(look(text).titled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"邻居说他没来", "我儿子他没来", "My son said he did not come", "其他的都好", "孩子想学吉他", "医生说她要住院"})
    void heIsSomebodyElseWhoWasSpokenOf(String text) {
        assertThat(look(text).mustAsk()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "张伟您好，路灯坏了",
                "张伟，您好！路灯坏了",
                "尊敬的张书记：您好！路灯坏了",
                "您好，张伟，路灯坏了",
                "李书记好，路灯坏了",
                "书记您好，路灯坏了",
                "王镇长您好，路灯坏了",
                "張幹部您好，路燈壞了",
                "张伟，请您看看路灯",
                "张姐您好，路灯坏了",
                "谢谢张老师！",
                "谢谢张伟",
                "谢谢张伟！路灯好了",
                "感谢张伟帮我们修路",
                "路灯好了，谢谢张书记。",
                "Dear Mr Zhang, the lamp is broken",
                "Hello Zhang Wei! The lamp is broken",
                "Thank you, Secretary Zhang."
            })
    void courtesyHoldsNothingUp(String text) {
        assertThat(look(text)).isEqualTo(new Suspicion(false, false, Set.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "张伟您好，张伟家的地是谁的",
                "您好张伟不行",
                "张书记好几次来都喝多了",
                "张伟，男，占了地",
                "张伟，你们管不管",
                "谢谢张伟，三个月没见人",
                "谢谢张伟让我白等",
                "张伟您好，他没来",
                "Hello Zhang Wei, he did not come",
                "Hello Zhang Wei never came",
                "张伟您好，我要投诉"
            })
    void whatOnlyLooksLikeCourtesyIsAskedAbout(String text) {
        assertThat(look(text).mustAsk()).isTrue();
    }

    @Test
    void roughWordsAreForgivenOnlyWhereSomebodyElseWasSpokenOfBefore() {
        assertThat(look("邻居骂人").mustAsk()).isFalse();
        assertThat(look("骂人，邻居都看见了").complaint()).isTrue();
        assertThat(look("邻居举报").complaint()).isTrue();
    }

    @Test
    void alsoWithoutALineAComplaintIsOne() {
        assertThat(RECUSAL.look("我要投诉", List.of()).complaint()).isTrue();
        assertThat(RECUSAL.look("张伟来过", List.of()).mustAsk()).isFalse();
    }
}
