package org.huiyin.db.registry;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All grids, posts and officials as of one version of the registry: small enough (10,000 rows) to be kept in memory by version. */
public record OfficialRows(
        long version,
        List<Grid> grids,
        List<Unit> units,
        List<Post> posts,
        List<Cadre> cadres,
        List<Chat> chats,
        List<Absence> absences) {

    public OfficialRows {
        grids = List.copyOf(grids);
        units = List.copyOf(units);
        posts = List.copyOf(posts);
        cadres = List.copyOf(cadres);
        chats = List.copyOf(chats);
        absences = List.copyOf(absences);
    }

    public record Grid(
            long id,
            String code,
            String name,
            String level,
            @Nullable Long parentId) {}

    /** A department, township's government or school. */
    public record Unit(long id, String code, String name) {}

    /** A live duty that is not a link, of a grid or of a unit. {@code cadreId} is null for the desk's own seat. */
    public record Post(
            long dutyId,
            String kind,
            @Nullable Long gridId,
            @Nullable Long unitId,
            @Nullable Long cadreId) {}

    public record Cadre(
            long id,
            String code,
            String name,
            String rank,
            String unit,
            @Nullable String phone) {}

    /** Somebody who is away; cover is null where nobody was named. */
    public record Absence(
            long id,
            long cadreId,
            @Nullable Long coverDutyId,
            @Nullable Long coverCadreId,
            Instant until) {}

    /** An address at which an official can be written to. */
    public record Chat(long cadreId, long addressId, String channel, boolean reachable, String language) {}
}
