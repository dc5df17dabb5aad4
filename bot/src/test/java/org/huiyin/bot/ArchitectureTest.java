package org.huiyin.bot;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.huiyin.bot.delivery.Deliverer;
import org.huiyin.bot.http.HttpService;
import org.huiyin.bot.http.Reception;
import org.huiyin.bot.http.Routes;
import org.huiyin.bot.http.ServiceState;
import org.huiyin.bot.intake.BatchIntake;
import org.huiyin.bot.intake.ClockWork;
import org.huiyin.bot.media.MediaFetcher;
import org.huiyin.bot.metrics.Metrics;
import org.huiyin.bot.store.DirectoryCache;
import org.junit.jupiter.api.Test;

/** Who may know whom: the directions in which the modules and packages depend on each other, so that they stay so. */
class ArchitectureTest {
    private static final String ADAPTERS = "org.huiyin.adapters..";
    private static final String DB = "org.huiyin.db..";
    private static final String BOT = "org.huiyin.bot..";
    private static final String[] JUDGES = {
        "org.huiyin.bot.conversation..",
        "org.huiyin.bot.routing..",
        "org.huiyin.bot.texts..",
        "org.huiyin.bot.clock..",
        "org.huiyin.bot.ticket.."
    };

    /** What runs and must therefore exist once, as one place decides. */
    private static final Set<Class<?>> SERVICES = Set.of(
            HttpService.class,
            Reception.class,
            ServiceState.class,
            BatchIntake.class,
            ClockWork.class,
            Deliverer.class,
            MediaFetcher.class,
            DirectoryCache.class,
            Metrics.class);

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.huiyin");

    @Test
    void allThreeModulesAreLookedAt() {
        for (String name : new String[] {"adapters.channel.Channel", "db.Rows", "bot.wiring.Wiring"}) {
            assertThat(OURS.contain("org.huiyin." + name)).as(name).isTrue();
        }
    }

    @Test
    void adaptersKnowNeitherTheDatabaseNorWhatHuiyinDoes() {
        noClasses()
                .that()
                .resideInAPackage(ADAPTERS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DB, BOT, "java.sql..", "io.vertx.sqlclient..", "io.vertx.pgclient..")
                .check(OURS);
    }

    @Test
    void theDatabaseKnowsNeitherHttpNorProvidersNorWhatHuiyinDoes() {
        noClasses()
                .that()
                .resideInAPackage(DB)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ADAPTERS, BOT, "io.vertx.core.http..", "io.vertx.ext.web..", "java.net.http..")
                .check(OURS);
    }

    @Test
    void decisionsTouchNeitherTheEventLoopNorAConnection() {
        DescribedPredicate<JavaClass> machinery = describe(
                "the event loop, HTTP or a database connection",
                c -> c.getPackageName().startsWith("io.vertx") && !c.getName().equals("io.vertx.core.buffer.Buffer"));
        noClasses()
                .that()
                .resideInAnyPackage(JUDGES)
                .or()
                .haveNameMatching("org\\.huiyin\\.bot\\.delivery\\.(Draft|PartContent|Renderer|Budget)(\\$.*)?")
                .should()
                .dependOnClassesThat(machinery)
                .check(OURS);
    }

    @Test
    void onlyTheWiringMakesServices() {
        DescribedPredicate<JavaConstructorCall> makesAService =
                describe("make a service", call -> isService(call.getTargetOwner()));
        noClasses()
                .that()
                .resideOutsideOfPackage("org.huiyin.bot.wiring..")
                .should()
                .callConstructorWhere(makesAService)
                .check(OURS);
    }

    private static boolean isService(JavaClass made) {
        boolean routes = made.isAssignableTo(Routes.class);
        return routes || SERVICES.stream().anyMatch(made::isEquivalentTo);
    }

    @Test
    void onlyTheWiringAndTheCommandsReadTheClockOfTheMachine() {
        DescribedPredicate<JavaAccess<?>> readsTheClock = describe("read the machine's clock", access -> {
            String name = access.getTarget().getName();
            boolean clock = access.getTargetOwner().isEquivalentTo(Clock.class) && name.startsWith("system");
            return clock || (access.getTargetOwner().isEquivalentTo(Instant.class) && name.equals("now"));
        });
        noClasses()
                .that()
                .resideOutsideOfPackages("org.huiyin.bot.wiring..", "org.huiyin.bot.cli..")
                .should()
                .accessTargetWhere(readsTheClock)
                .check(OURS);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .check(OURS);
    }

    @Test
    void noPackageNeedsOneThatNeedsIt() {
        slices().matching("org.huiyin.bot.(*)..").should().beFreeOfCycles().check(OURS);
        slices().matching("org.huiyin.adapters.(*)..").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void nothingBelowTheCommandsKnowsThem() {
        classes()
                .that()
                .resideInAPackage("org.huiyin.bot.cli..")
                .should()
                .onlyBeAccessed()
                .byAnyPackage("org.huiyin.bot.cli..")
                .check(OURS);
    }
}
