package org.huiyin.bot.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

    private final Path directory;
    private final Problems problems;
    private final Predicate<String> phoneChannel;
    private final Progress progress;
    private final Map<String, String> shared = Cells.share();
    private final Map<Part, Set<String>> spoiled = new EnumMap<>(Part.class);
    private final Set<Part> unreadable = EnumSet.noneOf(Part.class);
    private final Set<Part> given = EnumSet.noneOf(Part.class);

    /** @param phoneChannel whether the addresses of a channel may be phone numbers, to be stored in their canonical form */
    CsvFiles(Path directory, Problems problems, Predicate<String> phoneChannel, Progress progress) {
        this.directory = directory;
        this.problems = problems;
        this.phoneChannel = phoneChannel;
        this.progress = progress;
    }

    /** Everything that can be read; what cannot is among the problems. Blocking. */
    CountyFiles read() {
        findFiles();
        List<GridRow> grids = new ArrayList<>();
        List<UnitRow> units = new ArrayList<>();
        List<CadreRow> cadres = new ArrayList<>();
        List<HouseholdRow> households = new ArrayList<>();
        List<VillagerRow> villagers = new ArrayList<>();
        List<AddressRow> addresses = new ArrayList<>();
        List<LinkRow> links = new ArrayList<>();
        read(Part.GRIDS, "code", cells -> keep(cells, grids, grid(cells)));
        read(Part.UNITS, "code", cells -> keep(cells, units, unit(cells)));
        read(Part.CADRES, "code", cells -> keep(cells, cadres, cadre(cells)));
        read(Part.HOUSEHOLDS, "code", cells -> keep(cells, households, household(cells)));
        read(Part.VILLAGERS, "code", cells -> keep(cells, villagers, villager(cells)));
        read(Part.ADDRESSES, "owner_code", cells -> keep(cells, addresses, address(cells)));
        read(Part.LINKS, "household_code", cells -> keep(cells, links, link(cells)));
        return new CountyFiles(
                new CountyRows(given, grids, units, cadres, households, villagers, addresses, links),
                spoiled,
                unreadable);
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

    private void read(Part part, String codeColumn, Consumer<Cells> row) {
        if (!given.contains(part)) {
            return;
        }
        Set<String> spoiledCodes = new HashSet<>();
        spoiled.put(part, spoiledCodes);
        progress.at("reading " + part.file(), 0, 0);
        boolean whole = new CsvTable(directory.resolve(part.file()), part, problems).read(line -> {
            Cells cells = new Cells(part, problems, line, shared);
            row.accept(cells);
            if (cells.spoiled()) {
                spoiledCodes.add(line.cell(codeColumn).strip());
            }
            if (line.number() % 10_000 == 0) {
                progress.at("reading " + part.file(), line.number(), 0);
            }
        });
        if (!whole) {
            unreadable.add(part);
        }
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
        return new UnitRow(cells.number(), cells.reference("code"), cells.text("name"), cells.term("kind"));
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
