package org.huiyin.bot.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One visitor's window on the demo: what is done in it, and what it complained of. */
final class Window implements AutoCloseable {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final BrowserContext context;
    final Page page;

    /** What the console said, but for plain log lines. */
    final List<String> complaints = new ArrayList<>();

    /** Everything that was asked of any other host. */
    final List<String> strangers = new ArrayList<>();

    Window(Browser browser, String address, int width, int height, ColorScheme scheme, String script) {
        context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setLocale("zh-CN")
                .setTimezoneId("America/New_York"));
        if (!script.isEmpty()) {
            context.addInitScript(script);
        }
        context.onRequest(request -> {
            if (!request.url().startsWith(address + "/")) {
                strangers.add(request.url());
            }
        });
        page = context.newPage();
        page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
        page.onPageError(complaints::add);
        page.onDialog(dialog -> {
            complaints.add("a dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.navigate(address + "/");
    }

    Locator villager() {
        return page.locator("#villager");
    }

    Locator cadre() {
        return page.locator("#cadre");
    }

    /** Gives a phone to the first whose entry begins so. */
    void hand(Locator phone, String name) {
        String value = phone.locator("option")
                .filter(new Locator.FilterOptions().setHasText(name + " · "))
                .first()
                .getAttribute("value");
        phone.locator("select").selectOption(value);
    }

    void say(Locator phone, String words) {
        phone.locator("textarea").fill(words);
        phone.locator("textarea").press("Enter");
    }

    void press(Locator phone, String button) {
        phone.locator(".card-button")
                .filter(new Locator.FilterOptions().setHasText(button))
                .last()
                .click();
    }

    /** Waits until a phone shows a message with these words, sent to it or by it. */
    void shows(Locator phone, String words) {
        PlaywrightAssertions.assertThat(phone.locator(".bubble")
                        .filter(new Locator.FilterOptions().setHasText(words))
                        .last())
                .isVisible();
    }

    /** The newest message of the trail with these words. */
    Locator trail(String words) {
        return page.locator("#trail .message")
                .filter(new Locator.FilterOptions().setHasText(words))
                .first();
    }

    /** Waits until a message has gone through this station. */
    void reaches(String words, String station, String state) {
        Locator step = trail(words)
                .locator(".step." + state)
                .filter(new Locator.FilterOptions().setHasText(station))
                .first();
        PlaywrightAssertions.assertThat(step).isVisible();
    }

    /** The code of a message's ticket, with its #. */
    String code(String words) {
        return trail(words).locator(".code").innerText();
    }

    void photograph(String name, boolean whole) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(whole));
    }

    @Override
    public void close() {
        context.close();
    }
}
