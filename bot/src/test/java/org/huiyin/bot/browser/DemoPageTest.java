package org.huiyin.bot.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a newcomer meets it: the real service, a real browser. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoPageTest {
    private static final int UNDO_SECONDS = 4;
    private static final String LAMP = "村口路灯坏了三天了";
    private static final List<String> SWITCHES = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private DemoStand stand;
    private Playwright playwright;
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path folder) {
        stand = new DemoStand(folder, UNDO_SECONDS);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(SWITCHES));
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    @AfterAll
    void stop() {
        browser.close();
        playwright.close();
        stand.close();
    }

    private Window wide() {
        return new Window(browser, stand.address, 1280, 900, ColorScheme.LIGHT, "");
    }

    @Test
    void aMatterGoesOverAndItsEchoComesBack() {
        try (Window window = wide()) {
            assertThat(window.page.locator("#live")).hasText("实时");
            window.villager().locator(".chip").first().click();
            window.shows(window.cadre(), "王秀英·北关村3组】村口路灯坏了三天了");
            window.shows(window.villager(), "已转给您的联系干部张伟");
            window.reaches(LAMP, "收到", "done");
            window.reaches(LAMP, "张伟", "done");
            window.reaches(LAMP, "送到干部", "done");
            window.reaches(LAMP, "等待答复", "waiting");
            window.say(window.cadre(), window.code(LAMP) + " 下午就去看");
            window.shows(window.cadre(), "发给 王秀英");
            window.reaches(LAMP, "回音待发", "waiting");
            window.photograph("demo-1280", false);
            window.shows(window.villager(), "下午就去看");
            window.reaches(LAMP, "回音送到", "done");
            window.press(window.cadre(), "办结");
            window.shows(window.cadre(), "请写一句办理结果");
            window.say(window.cadre(), "路灯已修，今晚试一下");
            window.shows(window.villager(), "说办好了：路灯已修");
            window.reaches(LAMP, "问群众：解决了吗", "waiting");
            window.press(window.villager(), "解决了");
            window.shows(window.villager(), "就此结束");
            window.shows(window.cadre(), "对方确认：已解决");
            window.reaches(LAMP, "群众说：解决了", "done");
            window.reaches(LAMP, "办结，群众确认", "done");
            window.photograph("demo-1280-whole", true);
            isClean(window);
        }
    }

    @Test
    void wordsCanBeTakenBackBeforeTheyLeave() {
        try (Window window = wide()) {
            window.hand(window.villager(), "黄玉梅");
            window.villager().locator(".partner button").click();
            window.say(window.villager(), "水渠堵了");
            window.shows(window.cadre(), "黄玉梅·南河村1组】水渠堵了");
            window.say(window.cadre(), window.code("水渠堵了") + " 你自己通一下");
            window.shows(window.cadre(), "回“撤回”可取消");
            window.cadre()
                    .locator(".chip")
                    .filter(new Locator.FilterOptions().setHasText("撤回"))
                    .click();
            window.shows(window.cadre(), "已撤回，没有发出");
            window.reaches("水渠堵了", "已撤回", "undone");
            window.reaches("水渠堵了", "等待答复", "waiting");
            window.page.waitForTimeout(UNDO_SECONDS * 1000 + 1000);
            assertThat(window.villager().locator(".chat")).not().containsText("你自己通一下");
            isClean(window);
        }
    }

    @Test
    void aComplaintPassesTheCadreAndTheTrailLeadsToWhoHasIt() {
        try (Window window = wide()) {
            window.hand(window.villager(), "罗静");
            window.villager().locator(".partner button").click();
            window.say(window.villager(), "投诉 办低保要先请客");
            window.shows(window.villager(), "已保密");
            window.reaches("办低保要先请客", "投诉，绕开联系干部", "done");
            window.trail("办低保要先请客").locator(".who .link").click();
            assertThat(window.cadre().locator(".chat")).containsText("保密件】办低保要先请客");
            assertThat(window.cadre().locator(".chat")).not().containsText("罗静");
            window.hand(window.cadre(), "赵磊");
            assertThat(window.cadre().locator(".bubble")).hasCount(0);
            isClean(window);
        }
    }

    @Test
    void photosAndPlacesGoOver() {
        try (Window window = wide()) {
            window.hand(window.villager(), "宋文斌");
            window.villager().locator(".partner button").click();
            window.villager().locator(".plus").click();
            window.villager().locator(".photo-sample").click();
            assertThat(window.cadre().locator("canvas.picture")).isVisible();
            window.villager().locator(".plus").click();
            window.villager().locator(".place").click();
            window.shows(window.cadre(), "老槐树");
            window.page.reload();
            window.hand(window.villager(), "宋文斌");
            window.shows(window.villager(), "〔照片〕");
            window.shows(window.villager(), "老槐树");
            isClean(window);
        }
    }

    @Test
    void wordsAreOnlyEverWords() {
        String hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>${user.home} \u202e颠倒";
        try (Window window = wide()) {
            window.hand(window.villager(), "郭金凤");
            window.villager().locator(".partner button").click();
            window.say(window.villager(), hostile);
            window.shows(window.cadre(), "<img src=x onerror=alert(1)>");
            assertThat(window.trail("<script>").locator(".said")).containsText("<script>alert(2)</script>");
            assertThat(window.page.locator("main img, main script, main iframe"))
                    .hasCount(0);
            isClean(window);
        }
    }

    @Test
    void whatCouldNotBeSentIsSaidSoAndCanBeSentAgain() {
        try (Window window = wide()) {
            assertThat(window.page.locator("#live")).hasText("实时");
            window.hand(window.villager(), "韩淑珍");
            window.page.route("**/sim/*/messages*", route -> route.abort());
            window.say(window.villager(), "井盖没了");
            assertThat(window.villager().locator(".bubble.failed")).containsText("没有发出去");
            window.page.unroute("**/sim/*/messages*");
            window.villager().locator(".again").click();
            window.shows(window.villager(), "已转给您的联系干部");
            assertThat(window.villager().locator(".bubble.mine.sent")).hasCount(1);
            assertThat(window.strangers).isEmpty();
        }
    }

    @Test
    void withoutAStreamThePageAsks() {
        try (Window window =
                new Window(browser, stand.address, 1280, 900, ColorScheme.LIGHT, "delete window.EventSource")) {
            assertThat(window.page.locator("#live")).hasText("每 3 秒更新");
            window.hand(window.villager(), "Anna Weber");
            window.villager().locator(".partner button").click();
            window.say(window.villager(), "the well is dry");
            window.shows(window.cadre(), "the well is dry");
            isClean(window);
        }
    }

    @Test
    void whatAScriptSaysIsShownToo() {
        try (Window window = wide()) {
            window.hand(window.villager(), "王磊");
            assertThat(window.page.locator("#live")).hasText("实时");
            post(window, "wanglei", "桥栏杆松了");
            window.shows(window.villager(), "桥栏杆松了");
            window.shows(window.villager(), "已转给您的联系干部");
            isClean(window);
        }
    }

    private void post(Window window, String who, String words) {
        window.page
                .context()
                .request()
                .post(
                        stand.address + "/sim/" + who + "/messages",
                        RequestOptions.create().setData(Map.of("text", words)));
    }

    @Test
    void whatIsCommonAndWhoAnswersItCanBeReadByEverybody() {
        try (Window window = new Window(browser, stand.address, 1280, 900, ColorScheme.DARK, "")) {
            StringBuilder codes = new StringBuilder();
            for (String villager : List.of("王磊", "马国富")) {
                window.hand(window.villager(), villager);
                window.say(window.villager(), "停水两天了，" + villager);
                window.shows(window.villager(), "已转给您的联系干部");
                codes.append(window.code("停水两天了，" + villager)).append(' ');
            }
            post(window, "liujianguo", "共性 合并 " + codes + "停水");
            for (int look = 0; look < 40 && !window.page.content().contains("县服务台"); look++) {
                window.page.waitForTimeout(1000);
                window.page.navigate(stand.address + "/promises");
            }
            assertThat(window.page.locator("tbody").first()).containsText("停水");
            isAccessible(window);
            window.photograph("promises-dark", true);
            window.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
            isAccessible(window);
            window.page.setViewportSize(390, 844);
            fits(window);
            isAccessible(window);
            window.photograph("promises-390", true);
            isClean(window);
        }
    }

    @Test
    void thePageSpeaksEnglishToo() {
        try (Window window = wide()) {
            window.page.locator("#language").click();
            assertThat(window.page.locator("html")).hasAttribute("lang", "en");
            assertThat(window.villager().locator(".whose")).hasText("A villager’s phone");
            assertThat(window.page.locator("#live")).hasText("Live");
            assertThat(window.villager().locator(".send")).hasText("Send");
            window.page.reload();
            assertThat(window.page.locator("#language")).hasText("中文");
            isAccessible(window);
            isClean(window);
        }
    }

    @Test
    void everythingCanBeReachedByKeyboard() {
        try (Window window = wide()) {
            assertThat(window.page.locator("#live")).hasText("实时");
            window.hand(window.villager(), "徐小梅");
            window.page.locator("#villager .chip").first().focus();
            window.page.keyboard().press("Enter");
            window.shows(window.villager(), "村口路灯坏了三天了");
            window.page.locator("#villager .plus").focus();
            window.page.keyboard().press("Enter");
            assertThat(window.villager().locator(".photo-sample")).isFocused();
            window.page.keyboard().press("Escape");
            assertThat(window.villager().locator(".plus")).isFocused();
            window.page.keyboard().press("Tab");
            assertThat(window.villager().locator("textarea")).isFocused();
            isClean(window);
        }
    }

    @Test
    void itIsAccessibleAndFitsInTheDarkAndOnASmallScreen() {
        try (Window window = new Window(browser, stand.address, 1280, 900, ColorScheme.DARK, "")) {
            window.hand(window.villager(), "马国富");
            window.say(window.villager(), "急 家里水管爆了");
            window.shows(window.villager(), "编号 #");
            window.reaches("急 家里水管爆了", "送到干部", "done");
            isAccessible(window);
            window.photograph("demo-dark", false);
            window.page.locator("#theme").click();
            window.villager().locator(".plus").click();
            isAccessible(window);
            window.villager().locator(".plus").click();
            window.page.setViewportSize(390, 844);
            fits(window);
            isAccessible(window);
            window.photograph("demo-390", false);
            window.photograph("demo-390-whole", true);
            window.page.setViewportSize(320, 640);
            fits(window);
            window.page.setViewportSize(820, 1100);
            fits(window);
            window.photograph("demo-820", false);
            isClean(window);
        }
    }

    /** Nothing must be scrolled sideways (WCAG 2.2, 1.4.10). */
    private static void fits(Window window) {
        Object sideways =
                window.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(sideways).isEqualTo(0);
    }

    private static void isAccessible(Window window) {
        List<String> serious = new AxeBuilder(window.page)
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                        .analyze()
                        .getViolations()
                        .stream()
                        .filter(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
                        .map(DemoPageTest::told)
                        .toList();
        assertThat(serious).isEmpty();
    }

    private static String told(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList();
    }

    private static void isClean(Window window) {
        assertThat(window.complaints).isEmpty();
        assertThat(window.strangers).isEmpty();
    }
}
