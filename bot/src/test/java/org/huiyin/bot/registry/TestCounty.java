package org.huiyin.bot.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.huiyin.db.registry.Part;

/** The files of a county with two villages and three households, to be spoiled or changed line by line. */
final class TestCounty {
    private final Map<Part, List<String>> files = new EnumMap<>(Part.class);
    private Charset charset = StandardCharsets.UTF_8;
    private String before = "";
    private String newline = "\n";

    TestCounty() {
        put(Part.GRIDS, """
                code,name,level,parent_code,leader_code,deputy_code
                C,青禾县,COUNTY,,K3,K4
                T,柳林镇,TOWNSHIP,C,K3,
                A,东片,AREA,T,,
                V1,北关村,VILLAGE,A,K2,K4
                V2,南河村,VILLAGE,A,K4,""");
        put(Part.UNITS, """
                code,name,kind
                U1,农业农村局,县直部门""");
        put(Part.CADRES, """
                code,name,unit_code,rank,phone,exempt_reason
                K1,张伟,U1,科员,14500000001,
                K2,李强,U1,科员,14500000002,
                K3,周敏,U1,书记,14500000003,
                K4,何平,U1,镇长,,
                K5,吴婷,U1,教师,14500000005,任教""");
        put(Part.HOUSEHOLDS, """
                code,grid_code,head_name,address
                H1,V1,王秀英,北关村3组
                H2,V1,马国富,北关村3组
                H3,V2,黄玉梅,南河村1组""");
        put(Part.VILLAGERS, """
                code,household_code,name,phone,language
                P1,H1,王秀英,14500001001,
                P2,H2,马国富,,zh-CN
                P3,H3,黄玉梅,14500001003,en""");
        put(Part.ADDRESSES, """
                owner_kind,owner_code,channel,address
                villager,P1,wechat,oABCdef
                villager,P3,sms,145-0000-1003
                cadre,K1,wecom,k1""");
        put(Part.LINKS, """
                household_code,cadre_code,since
                H1,K1,2025-03-01
                H2,K1,2025-03-01
                H3,K2,2025/3/1""");
    }

    TestCounty put(Part part, String text) {
        files.put(part, new ArrayList<>(text.lines().toList()));
        return this;
    }

    /** @param number from 1, the header's, as an administrator counts; one past the end adds a line */
    TestCounty line(Part part, int number, String text) {
        List<String> lines = lines(part);
        if (number > lines.size()) {
            lines.add(text);
        } else {
            lines.set(number - 1, text);
        }
        return this;
    }

    private List<String> lines(Part part) {
        return files.computeIfAbsent(part, p -> new ArrayList<>());
    }

    TestCounty replace(Part part, String from, String to) {
        lines(part).replaceAll(line -> line.replace(from, to));
        return this;
    }

    TestCounty without(Part part) {
        files.remove(part);
        return this;
    }

    TestCounty only(Part part) {
        files.keySet().retainAll(List.of(part));
        return this;
    }

    TestCounty encoded(Charset other, String mark, String lineEnd) {
        charset = other;
        before = mark;
        newline = lineEnd;
        return this;
    }

    /** Writes the files, over those of an earlier county. */
    Path in(Path directory) {
        try {
            for (Part part : Part.values()) {
                Path file = directory.resolve(part.file());
                Files.deleteIfExists(file);
                if (files.containsKey(part)) {
                    Files.writeString(file, before + String.join(newline, lines(part)) + newline, charset);
                }
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
