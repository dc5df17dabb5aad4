package org.huiyin.bot.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.huiyin.adapters.channel.Limits;
import org.huiyin.adapters.channel.Limits.Form;
import org.huiyin.adapters.channel.Outbound.MediaKind;
import org.huiyin.adapters.channel.Outbound.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RendererTest {
    private static final Limits SMS =
            new Limits(Limits.Kind.SMS, 201, 67, Set.of(Form.TEXT), false, null, 0, true, false);
    private static final Limits CHAT = new Limits(
            Limits.Kind.CHAT, 2048, 2048, Set.of(Form.TEXT, Form.IMAGE, Form.CHOICE), false, null, 0, true, false);
    private static final List<Option> OPTIONS = List.of(new Option("1", "是"));

    private static List<String> texts(Draft draft, Limits limits) {
        return Renderer.render(draft, limits).stream().map(PartContent::text).toList();
    }

    @ParameterizedTest(name = "{0} characters are {1} parts")
    @CsvSource({"0,1", "1,1", "67,1", "68,2", "134,2", "201,3", "202,4"})
    void aTextIsSplitWhereTheChannelMustSplitIt(int characters, int parts) {
        List<String> texts = texts(Draft.words("字".repeat(characters)), SMS);
        assertThat(texts).hasSize(parts).allMatch(text -> text.length() <= 67);
        assertThat(String.join("", texts)).isEqualTo("字".repeat(characters));
    }

    @Test
    void noCharacterIsSplit() {
        String text = "a" + "😀𠀀".repeat(500);
        for (Limits limits : List.of(SMS, CHAT)) {
            List<String> texts = texts(Draft.words(text), limits);
            assertThat(texts).hasSizeGreaterThan(1).allSatisfy(part -> {
                assertThat(Character.isLowSurrogate(part.charAt(0))).isFalse();
                assertThat(Character.isHighSurrogate(part.charAt(part.length() - 1)))
                        .isFalse();
                assertThat(part.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(limits.maxTextBytes());
            });
            assertThat(String.join("", texts)).isEqualTo(text);
        }
    }

    @Test
    void moreThanThreePartsAreCutAfterTheFirst() {
        String words = "字".repeat(300);
        Draft draft = Draft.words("【头】" + words).cut(words, beginning -> "【头】" + beginning + "…（全文）");
        assertThat(texts(draft, SMS)).containsExactly("【头】" + "字".repeat(67 - 3 - 5) + "…（全文）");
        assertThat(texts(Draft.words("字".repeat(201)).cut("字", b -> "短"), SMS)).hasSize(3);
    }

    @Test
    void aHeadThatLeavesNoRoomStillMakesParts() {
        Draft draft = Draft.words("字".repeat(300)).cut("字".repeat(300), beginning -> "头".repeat(80) + beginning);
        assertThat(texts(draft, SMS)).hasSize(2);
    }

    @Test
    void buttonsGoBelowShortWordsAndAloneBelowLongOnes() {
        Draft draft = Draft.words("短").card("4721530", "标题", OPTIONS);
        assertThat(Renderer.render(draft, CHAT)).singleElement().satisfies(part -> {
            assertThat(part.form()).isEqualTo(Form.CHOICE);
            assertThat(part.text()).isEqualTo("短");
            assertThat(part.reference()).isEqualTo("4721530");
        });
        Draft longer = Draft.words("长".repeat(101)).card("4721530", "标题", OPTIONS);
        assertThat(Renderer.render(longer, CHAT)).extracting(PartContent::form).containsExactly(Form.TEXT, Form.CHOICE);
        assertThat(Renderer.render(draft, SMS)).extracting(PartContent::form).containsExactly(Form.TEXT);
    }

    @Test
    void whatAChannelCannotCarryIsSaid() {
        Draft photo = Draft.words("看").media(5, MediaKind.IMAGE, "（有照片）");
        Draft voice = Draft.words("").media(5, MediaKind.VOICE, "（有语音）");
        assertThat(Renderer.render(photo, CHAT)).extracting(PartContent::form).containsExactly(Form.TEXT, Form.IMAGE);
        assertThat(texts(photo, SMS)).containsExactly("看", "（有照片）");
        assertThat(Renderer.render(voice, CHAT)).extracting(PartContent::form).containsExactly(Form.TEXT);
        assertThat(texts(voice, CHAT)).containsExactly("（有语音）");
    }

    @Test
    void aPartIsReadAsItWasWritten() {
        PartContent part = Renderer.render(Draft.words("${env:HOME}\n😀").card("r", "t", OPTIONS), CHAT)
                .get(0);
        assertThat(PartContent.parse(part.json())).isEqualTo(part);
    }
}
