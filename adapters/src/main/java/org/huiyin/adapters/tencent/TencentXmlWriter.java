package org.huiyin.adapters.tencent;

/** Writes the few flat documents Tencent wants, with texts that nobody's words can break out of. */
public final class TencentXmlWriter {
    private final StringBuilder out = new StringBuilder("<xml>");

    /** An element of words: CDATA, with every {@code ]]>} in it split over two sections. */
    public TencentXmlWriter text(String name, String value) {
        String safe = TencentXml.legal(value).replace("]]>", "]]]]><![CDATA[>");
        return element(name, "<![CDATA[" + safe + "]]>");
    }

    public TencentXmlWriter number(String name, long value) {
        return element(name, Long.toString(value));
    }

    public String document() {
        return out + "</xml>";
    }

    private TencentXmlWriter element(String name, String content) {
        out.append('<').append(name).append('>').append(content);
        out.append("</").append(name).append('>');
        return this;
    }
}
