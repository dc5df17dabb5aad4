package org.huiyin.bot.registry;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.huiyin.db.registry.Part;
import org.huiyin.db.registry.Progress;

/** Invents a county of any size, so that everything can be tried without a single real person. The same order gives the same bytes. */
public final class CountyGenerator {
    /** With fewer cadres than this a county has too few to lead its departments besides. */
    private static final int LED = 1000;

    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator("\r\n").get();
    private static final List<String> RANKS = List.of("科员", "一级科员", "四级主任科员", "三级主任科员", "股长", "副主任", "主任");
    /** Links began in the half year from here: in the past for every clock that runs. */
    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 6);

    private static final int LINKING_DAYS = 180;
    private static final int ON_CHAT_PERCENT = 60;
    private static final int HEAD_PHONE_PERCENT = 92;
    private static final int MEMBER_PHONE_PERCENT = 62;
    private static final int GROUPS_A_VILLAGE = 6;

    private final GeneratorOrder order;
    private final Path directory;
    private final Progress progress;
    private final CountyShape shape;
    private final FictionalPeople people;
    private final FictionalPlaces places;
    private int villagers;

    private CountyGenerator(GeneratorOrder order, Path directory, Progress progress) {
        this.order = order;
        this.directory = directory;
        this.progress = progress;
        this.shape = CountyShape.of(order.households(), order.cadres());
        this.people = new FictionalPeople(order.seed());
        this.places = new FictionalPlaces(order.seed());
    }

    /**
     * Writes the seven files into a directory, which is made where it is missing. Blocking.
     *
     * @return why there is no such county; empty when it is there
     */
    public static Optional<Problem> generate(GeneratorOrder order, Path directory, Progress progress) {
        Optional<Problem> problem = order.problem()
                .map(reason -> new Problem("generate", 0, "", reason))
                .or(() -> occupied(directory));
        if (problem.isPresent()) {
            return problem;
        }
        try {
            Files.createDirectories(directory);
            new CountyGenerator(order, directory, progress).write();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(about(directory, "cannot be written to; is there room, and may this user write there?"));
        }
    }

    private static Optional<Problem> occupied(Path directory) {
        if (!Files.exists(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().map(entry -> about(directory, "is not empty; name a new directory"));
        } catch (IOException e) {
            return Optional.of(about(directory, "is no directory that can be read"));
        }
    }

    private static Problem about(Path directory, String reason) {
        return new Problem(directory.toString(), 0, "", reason);
    }

    private void write() throws IOException {
        try (CSVPrinter units = open(Part.UNITS)) {
            units(units);
        }
        try (CSVPrinter grids = open(Part.GRIDS)) {
            grids(grids);
        }
        try (CSVPrinter cadres = open(Part.CADRES);
                CSVPrinter households = open(Part.HOUSEHOLDS);
                CSVPrinter villagersFile = open(Part.VILLAGERS);
                CSVPrinter addresses = open(Part.ADDRESSES);
                CSVPrinter links = open(Part.LINKS)) {
            for (int cadre = 0; cadre < shape.cadres(); cadre++) {
                cadre(cadre, cadres, addresses);
            }
            for (int household = 0; household < shape.households(); household++) {
                String head = household(household, households, links);
                members(household, head, villagersFile, addresses);
                if (household % 1_000 == 0 || household + 1 == shape.households()) {
                    progress.at("generating", household + 1L, shape.households());
                }
            }
        }
    }

    private CSVPrinter open(Part part) throws IOException {
        Writer file = Files.newBufferedWriter(
                directory.resolve(part.file()), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        // Excel takes a file without this mark for GB18030.
        file.write('\uFEFF');
        CSVPrinter printer = new CSVPrinter(file, FORMAT);
        printer.printRecord(Columns.of(part));
        return printer;
    }

    private void units(CSVPrinter file) throws IOException {
        for (int i = 0; i < FictionalPlaces.departments(); i++) {
            String leader = shape.cadres() > LED ? cadreCode(shape.cadres() - 1 - i) : "";
            file.printRecord(code("U", 2, i), FictionalPlaces.department(i), "县直部门", leader, "");
        }
        for (int i = 0; i < shape.townships(); i++) {
            file.printRecord(code("UT", 3, i), places.township(i) + "人民政府", "乡镇", "", "");
        }
    }

    private void grids(CSVPrinter file) throws IOException {
        int grid = 0;
        grid(file, grid++, "C", FictionalPlaces.COUNTY, "COUNTY", "");
        for (int i = 0; i < shape.townships(); i++) {
            grid(file, grid++, code("T", 3, i), places.township(i), "TOWNSHIP", "C");
        }
        for (int i = 0; i < shape.areas(); i++) {
            int township = shape.townshipOf(i);
            grid(
                    file,
                    grid++,
                    code("A", 4, i),
                    places.township(township) + "第" + (i + 1) + "片",
                    "AREA",
                    code("T", 3, township));
        }
        for (int i = 0; i < shape.villages(); i++) {
            grid(file, grid++, code("V", 5, i), places.village(i, shape), "VILLAGE", code("A", 4, shape.areaOf(i)));
        }
    }

    private void grid(CSVPrinter file, int grid, String code, String name, String level, String parent)
            throws IOException {
        String deputy = shape.cadres() > 1 ? cadreCode(shape.deputyOf(grid)) : "";
        file.printRecord(code, name, level, parent, cadreCode(shape.leaderOf(grid)), deputy);
    }

    private void cadre(int cadre, CSVPrinter file, CSVPrinter addresses) throws IOException {
        String code = cadreCode(cadre);
        String phone = people.phone();
        int seat = shape.seatOf(cadre);
        int led = shape.cadres() - 1 - cadre;
        boolean leads = shape.cadres() > LED && led < FictionalPlaces.departments();
        String unit = unit(seat);
        file.printRecord(
                code,
                people.name(people.surname()),
                leads ? code("U", 2, led) : unit,
                leads ? "局长" : rank(seat, cadre % 2 == 0),
                phone,
                "");
        String account = code.toLowerCase(Locale.ROOT);
        addresses.printRecord("cadre", code, order.cadreChannel(), account);
        if (order.simulator()) {
            addresses.printRecord("cadre", code, "sim", account);
            addresses.printRecord("cadre", code, "sim-sms", phone);
        }
    }

    /** Who leads a township or what lies in it works for the township's government, the others for a department. */
    private String unit(int seat) {
        int area = seat - 1 - shape.townships();
        int village = area - shape.areas();
        if (seat == 0) {
            return code("U", 2, 0);
        }
        if (area < 0) {
            return code("UT", 3, seat - 1);
        }
        if (seat >= shape.grids()) {
            return code("U", 2, people.below(FictionalPlaces.departments()));
        }
        return code("UT", 3, shape.townshipOf(village < 0 ? area : shape.areaOf(village)));
    }

    private String rank(int seat, boolean leads) {
        if (seat == 0) {
            return leads ? "县委书记" : "县委副书记";
        }
        if (seat <= shape.townships()) {
            return leads ? "镇党委书记" : "镇长";
        }
        if (seat <= shape.townships() + shape.areas()) {
            return leads ? "副镇长" : "镇党委委员";
        }
        if (seat < shape.grids()) {
            return leads ? "包村干部" : "驻村干部";
        }
        return RANKS.get(people.below(RANKS.size()));
    }

    /** Writes the household, and returns its head's name. */
    private String household(int household, CSVPrinter file, CSVPrinter links) throws IOException {
        int village = shape.villageOf(household);
        String headName = people.name(people.surname());
        String place = places.village(village, shape) + (1 + people.below(GROUPS_A_VILLAGE)) + "组"
                + (1 + household % 250) + "号";
        String code = code("H", 7, household);
        file.printRecord(code, code("V", 5, village), headName, place);
        links.printRecord(code, cadreCode(shape.cadreOf(household)), FIRST_DAY.plusDays(people.below(LINKING_DAYS)));
        return headName;
    }

    private void members(int household, String headName, CSVPrinter file, CSVPrinter addresses) throws IOException {
        int size = people.householdSize();
        for (int member = 0; member < size; member++) {
            String code = code("P", 8, villagers++);
            String name = member == 0
                    ? headName
                    : people.name(people.chance(60) ? headName.substring(0, 1) : people.surname());
            boolean rings = people.chance(member == 0 ? HEAD_PHONE_PERCENT : MEMBER_PHONE_PERCENT);
            String phone = rings ? people.phone() : "";
            file.printRecord(code, code("H", 7, household), name, phone, "");
            if (people.chance(ON_CHAT_PERCENT)) {
                addresses.printRecord("villager", code, order.villagerChannel(), people.openid());
                if (order.simulator()) {
                    addresses.printRecord("villager", code, "sim", code.toLowerCase(Locale.ROOT));
                }
            }
            if (order.simulator() && rings) {
                addresses.printRecord("villager", code, "sim-sms", phone);
            }
        }
    }

    private static String cadreCode(int index) {
        return code("K", 5, index);
    }

    /** The letter and the number from 1, filled up with zeros, so that codes sort as they count. */
    private static String code(String letter, int digits, int index) {
        String number = Integer.toString(index + 1);
        return letter + "0".repeat(Math.max(0, digits - number.length())) + number;
    }
}
