package org.huiyin.adapters.tencent;

import java.util.Map;

/** The elements below {@code <xml>}, by name; nested ones by path ({@code "ScanCodeInfo/ScanType"}). Of equal names the first counts. */
public record XmlFields(Map<String, String> values) {
    public XmlFields {
        values = Map.copyOf(values);
    }

    /** The element's text, or the empty string: Tencent itself does not tell an absent element from an empty one. */
    public String text(String name) {
        return values.getOrDefault(name, "");
    }

    public boolean has(String name) {
        return !text(name).isEmpty();
    }
}
