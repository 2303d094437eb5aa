package io.adjourn.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A real Chromium without a window, the distribution's, and what one does with it. Programs are where {@code CHROMIUM} and {@code
 * CHROMEDRIVER} say, or where Debian puts them.
 */
public final class Browser implements AutoCloseable {
    private static final Path INSTALLED = installed();
    private static final Path AXE = INSTALLED.resolve(Path.of("node_modules", "axe-core", "axe.min.js"));
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
        driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(30));
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(30));
    }

    /** Where {@code install} is: in a folder of this repository, in some module of which the tests run. */
    private static Path installed() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(directory -> directory.resolve(Path.of("inspector", "browser")))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no inspector/browser above " + Path.of("").toAbsolutePath()));
    }

    /**
     * Whether it can be started; installs it where it is not there. In CI always, so that a test fails that could not run.
     *
     * <p>A test that is skipped for it says that {@code inspector/browser/install} is to be run.
     */
    public static boolean isThere() {
        if (!isInstalled()) {
            install();
        }
        return isInstalled() || "true".equals(System.getenv("CI"));
    }

    private static boolean isInstalled() {
        return program("CHROMIUM", "chromium").isPresent()
                && program("CHROMEDRIVER", "chromedriver").isPresent()
                && Files.exists(AXE);
    }

    /** Starts it, where it {@linkplain #isThere is there}. */
    public static Browser start() {
        return start(true);
    }

    /** One that runs no scripts of pages. */
    public static Browser withoutScript() {
        return start(false);
    }

    private static Browser start(boolean script) {
        Path chromium = program("CHROMIUM", "chromium").orElseThrow();
        Path chromedriver = program("CHROMEDRIVER", "chromedriver").orElseThrow();
        var options = new ChromeOptions();
        options.setBinary(chromium.toString());
        // No sandbox, since root may have none; the only pages it sees are our own.
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--window-size=1280,1000",
                "--lang=en-GB");
        if (!script) {
            options.setExperimentalOption("prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
        }
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static void install() {
        try {
            new ProcessBuilder(INSTALLED.resolve("install").toString())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<Path> program(String variable, String name) {
        String named = System.getenv(variable);
        return named != null
                ? Optional.of(Path.of(named))
                : Stream.of("/usr/bin", "/usr/lib/chromium", "/usr/local/bin")
                        .map(directory -> Path.of(directory, name))
                        .filter(Files::isExecutable)
                        .findFirst();
    }

    /** With every request from now on. */
    public void sends(Map<String, String> headers) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand("Network.setExtraHTTPHeaders", Map.of("headers", headers));
    }

    public void open(String url) {
        driver.get(url);
    }

    /** The address without scheme and host. */
    public String path() {
        String url = driver.getCurrentUrl();
        return url.replaceFirst("^https?://[^/]+", "");
    }

    /** By a selector of CSS. */
    public List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    public WebElement one(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    public String text(String selector) {
        return one(selector).getText();
    }

    public @Nullable Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Until it holds, or a while has passed. */
    public void waitFor(String what, Supplier<Boolean> condition) {
        Await.until(what, PATIENCE, () -> holds(condition), () -> "the page is " + path());
    }

    /** What was replaced, or is not there yet, while it was looked at is looked at again. */
    private static boolean holds(Supplier<Boolean> condition) {
        try {
            return condition.get();
        } catch (WebDriverException e) {
            // Of several kinds: the driver does not always know that an element has gone.
            return false;
        }
    }

    public void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    public void printed(boolean printed) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", printed ? "print" : ""));
    }

    /** A telephone's, or the window's own. */
    public void narrow(boolean narrow) {
        if (narrow) {
            driver.executeCdpCommand(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
        } else {
            driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    public void inZone(String zone) {
        driver.executeCdpCommand("Emulation.setLocaleOverride", Map.of("locale", "en-GB"));
        driver.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", zone));
    }

    /** Kept under {@code target/screenshots}. */
    public Path screenshot(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            return Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What axe finds: each barrier with where it is. */
    public List<String> barriers() {
        try {
            driver.executeScript(Files.readString(AXE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Object found = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, { resultTypes: ['violations'] }).then(
                    (results) => done(results.violations.flatMap((violation) => violation.nodes.map(
                        (node) => violation.id + ' at ' + node.target.join(' ') + ': ' + node.failureSummary))),
                    (error) => done(['axe failed: ' + error]));
                """);
        return found instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of("axe said nothing");
    }

    /** What the browser complained about since it was last asked, such as what the content security policy forbade. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
