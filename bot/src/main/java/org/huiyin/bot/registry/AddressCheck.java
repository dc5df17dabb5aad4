package org.huiyin.bot.registry;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.huiyin.db.address.AddressKey;
import org.huiyin.db.registry.AddressRow;
import org.huiyin.db.registry.AddressRow.Owner;
import org.huiyin.db.registry.Part;

/** Whether every address has an owner, and only owners it can have: several villagers may share one, or one cadre has it alone. */
final class AddressCheck {
    private final CountyFiles files;
    private final Known known;
    private final Codes codes;
    private final Problems problems;
    private final Map<AddressKey, AddressRow> first;
    private final Map<AddressKey, Set<String>> sharers = new HashMap<>();

    AddressCheck(CountyFiles files, Known known, Codes codes, Problems problems) {
        this.files = files;
        this.known = known;
        this.codes = codes;
        this.problems = problems;
        this.first = new HashMap<>(files.rows().addresses().size() * 4 / 3 + 1);
    }

    void run() {
        List<AddressRow> rows = files.rows().addresses();
        for (AddressRow row : rows) {
            owner(row);
            AddressKey key = new AddressKey(row.channel(), row.address()).folded();
            AddressRow other = first.putIfAbsent(key, row);
            if (other != null) {
                shared(row, other, key);
            }
            if (known.takenAddresses().contains(row.line())) {
                bad(
                        row,
                        "address",
                        "belongs to a " + (row.owner() == Owner.CADRE ? "villager" : "cadre")
                                + " in the database, and cannot be both; correct the owner");
            }
        }
    }

    private void owner(AddressRow row) {
        String code = row.ownerCode();
        boolean there = row.owner() == Owner.CADRE
                ? codes.cadres.containsKey(code) || known.cadres().containsKey(code)
                : codes.villagers.containsKey(code) || known.villagers().contains(code);
        Part where = row.owner() == Owner.CADRE ? Part.CADRES : Part.VILLAGERS;
        if (!there && !files.mayHave(where, code)) {
            problems.add(CountyCheck.unknownCode(Part.ADDRESSES, row.line(), "owner_code", code, where));
        }
    }

    private void shared(AddressRow row, AddressRow other, AddressKey key) {
        if (row.owner() != other.owner()) {
            bad(
                    row,
                    "address",
                    "is a villager's and a cadre's, see line " + other.line() + "; it can be only one of both");
        } else if (row.owner() == Owner.CADRE && !row.ownerCode().equals(other.ownerCode())) {
            bad(row, "address", "is another cadre's too, see line " + other.line() + "; a cadre has his own");
        } else if (row.ownerCode().equals(other.ownerCode())
                || !sharers.computeIfAbsent(key, k -> new HashSet<>()).add(row.ownerCode())) {
            bad(row, "address", row.ownerCode() + " has it in another line already; delete one");
        }
    }

    private void bad(AddressRow row, String column, String reason) {
        problems.add(Problem.of(Part.ADDRESSES, row.line(), column, reason));
    }
}
