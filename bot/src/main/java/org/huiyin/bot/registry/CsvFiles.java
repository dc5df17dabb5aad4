package org.huiyin.bot.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.huiyin.db.registry.AddressRow;
import org.huiyin.db.registry.CadreRow;
import org.huiyin.db.registry.CountyRows;
import org.huiyin.db.registry.GridRow;
import org.huiyin.db.registry.HouseholdRow;
import org.huiyin.db.registry.LinkRow;
import org.huiyin.db.registry.Part;
import org.huiyin.db.registry.Progress;
import org.huiyin.db.registry.UnitRow;
import org.huiyin.db.registry.VillagerRow;

/** Reads the administrator's directory. A file that is not there says nothing about its part; one with another name is told of. */
final class CsvFiles {
    private static final String FILES =
            Arrays.stream(Part.values()).map(Part::file).collect(Collectors.joining(", "));

    /** There are four long files. */
    private static final int READERS = 4;

    private static final int TOLD_EVERY = 10_000;

    private final Path directory;
    private final Problems problems;
    private final Predicate<String> phoneChannel;
    private final Progress progress;
    private final Map<String, String> shared = Cells.share();
    private final AtomicLong lines = new AtomicLong();
    private final Set<Part> given = EnumSet.noneOf(Part.class);

    /** @param phoneChannel whether the addresses of a channel may be phone numbers, to be stored in their canonical form */
    CsvFiles(Path directory, Problems problems, Predicate<String> phoneChannel, Progress progress) {
        this.directory = directory;
        this.problems = problems;
        this.phoneChannel = phoneChannel;
        this.progress = progress;
    }

    /** What one file says, apart from its rows. */
    private record Reading(Part part, Problems problems, Set<String> spoiled, boolean whole) {}

    /** Everything that can be read; what cannot is among the problems. Blocking. */
    CountyFiles read() {
        progress.at("reading", 0, 0);
        findFiles();
        CountyRows rows = new CountyRows(
                given,
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        Map<Part, Set<String>> spoiled = new EnumMap<>(Part.class);
        Set<Part> unreadable = EnumSet.noneOf(Part.class);
        for (Reading reading : sideBySide(rows)) {
            problems.addAll(reading.problems());
            spoiled.put(reading.part(), reading.spoiled());
            if (!reading.whole()) {
                unreadable.add(reading.part());
            }
        }
        return new CountyFiles(rows, spoiled, unreadable);
    }

    /** The files in the order of their parts, whichever was read first: on two processors reading them was half of what an import waited for. */
    private List<Reading> sideBySide(CountyRows rows) {
        ExecutorService readers = Executors.newFixedThreadPool(
                Math.min(READERS, Runtime.getRuntime().availableProcessors()));
        try {
            List<CompletableFuture<Reading>> readings = new ArrayList<>();
            given.stream()
                    .sorted(Comparator.comparing(this::size).reversed())
                    .forEach(part -> readings.add(CompletableFuture.supplyAsync(() -> read(part, rows), readers)));
            return readings.stream()
                    .map(CompletableFuture::join)
                    .sorted(Comparator.comparing(Reading::part))
                    .toList();
        } finally {
            readers.shutdown();
        }
    }

    /** The longest are begun first, so that none is left to be read alone. */
    private long size(Part part) {
        return directory.resolve(part.file()).toFile().length();
    }

    private Reading read(Part part, CountyRows rows) {
        return switch (part) {
            case GRIDS -> read(part, "code", cells -> keep(cells, rows.grids(), grid(cells)));
            case UNITS -> read(part, "code", cells -> keep(cells, rows.units(), unit(cells)));
            case CADRES -> read(part, "code", cells -> keep(cells, rows.cadres(), cadre(cells)));
            case HOUSEHOLDS -> read(part, "code", cells -> keep(cells, rows.households(), household(cells)));
            case VILLAGERS -> read(part, "code", cells -> keep(cells, rows.villagers(), villager(cells)));
            case ADDRESSES -> read(part, "owner_code", cells -> keep(cells, rows.addresses(), address(cells)));
            case LINKS -> read(part, "household_code", cells -> keep(cells, rows.links(), link(cells)));
        };
    }

    private void findFiles() {
        try (Stream<Path> entries = Files.list(directory)) {
            entries.map(path -> path.getFileName().toString())
                    .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(".csv"))
                    .sorted()
                    .forEach(this::findFile);
        } catch (IOException e) {
            problems.add(new Problem(directory.toString(), 0, "", "is no directory that can be read"));
            return;
        }
        if (given.isEmpty() && problems.count() == 0) {
            problems.add(new Problem(directory.toString(), 0, "", "has none of the files " + FILES));
        }
    }

    private void findFile(String name) {
        Arrays.stream(Part.values())
                .filter(part -> part.file().equals(name))
                .findFirst()
                .ifPresentOrElse(
                        given::add,
                        () -> problems.add(
                                new Problem(name, 0, "", "is not one of " + FILES + "; rename or remove it")));
    }

    private Reading read(Part part, String codeColumn, Consumer<Cells> row) {
        Problems found = new Problems();
        Set<String> spoiledCodes = new HashSet<>();
        boolean whole = new CsvTable(directory.resolve(part.file()), part, found).read(line -> {
            Cells cells = new Cells(part, found, line, shared);
            row.accept(cells);
            if (cells.spoiled()) {
                spoiledCodes.add(line.cell(codeColumn).strip());
            }
            if (line.number() % TOLD_EVERY == 0) {
                progress.at("reading", lines.addAndGet(TOLD_EVERY), 0);
            }
        });
        return new Reading(part, found, spoiledCodes, whole);
    }

    private static <R> void keep(Cells cells, List<R> rows, R row) {
        if (!cells.spoiled()) {
            rows.add(row);
        }
    }

    private static GridRow grid(Cells cells) {
        return new GridRow(
                cells.number(),
                cells.reference("code"),
                cells.text("name"),
                cells.level("level"),
                cells.optionalReference("parent_code"),
                cells.optionalReference("leader_code"),
                cells.optionalReference("deputy_code"));
    }

    private static UnitRow unit(Cells cells) {
        return new UnitRow(
                cells.number(),
                cells.reference("code"),
                cells.text("name"),
                cells.term("kind"),
                cells.optionalReference("leader_code"),
                cells.optionalReference("deputy_code"));
    }

    private static CadreRow cadre(Cells cells) {
        String name = cells.text("name");
        return new CadreRow(
                cells.number(),
                cells.reference("code"),
                name,
                Names.canonical(name),
                cells.reference("unit_code"),
                cells.term("rank"),
                cells.phone("phone"),
                cells.optionalTerm("exempt_reason"));
    }

    private static HouseholdRow household(Cells cells) {
        String head = cells.text("head_name");
        String place = cells.text("address");
        return new HouseholdRow(
                cells.number(),
                cells.reference("code"),
                cells.reference("grid_code"),
                head,
                Names.canonical(head),
                place,
                Names.canonical(place));
    }

    private static VillagerRow villager(Cells cells) {
        String name = cells.text("name");
        return new VillagerRow(
                cells.number(),
                cells.code("code"),
                cells.reference("household_code"),
                name,
                Names.canonical(name),
                cells.phone("phone"),
                cells.language("language"));
    }

    private AddressRow address(Cells cells) {
        String channel = cells.channel("channel");
        String address = cells.address("address");
        return new AddressRow(
                cells.number(),
                cells.owner("owner_kind"),
                cells.code("owner_code"),
                channel,
                phoneChannel.test(channel) ? Phones.addressForm(address) : address);
    }

    private static LinkRow link(Cells cells) {
        return new LinkRow(
                cells.number(), cells.reference("household_code"), cells.reference("cadre_code"), cells.date("since"));
    }
}
