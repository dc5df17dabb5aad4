package org.huiyin.adapters.tencent;

import com.ctc.wstx.stax.WstxInputFactory;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads Tencent's XML from people we do not trust: no DOCTYPE, no entities but the five, bounded in size, depth and number. */
public final class TencentXml {
    /** A text message is at most 2,048 bytes and a card's event a few KB; sealed and in base64 that is far below this. */
    public static final int MAX_CHARS = 256 * 1024;

    private static final int MAX_DEPTH = 8;
    private static final int MAX_ELEMENTS = 400;

    /** Woodstox's may be shared by threads once it is set, and forgets the names it has met before they become many (WstxInputFactory). */
    private static final XMLInputFactory FACTORY = factory();

    private TencentXml() {}

    /** The fields of {@code document}, or empty when it is not well formed, hostile or beyond the bounds. */
    public static Optional<XmlFields> parse(String document) {
        if (document.length() > MAX_CHARS) {
            return Optional.empty();
        }
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(legal(document)));
            return read(reader).map(XmlFields::new);
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
    }

    /**
     * Characters that XML forbids become U+FFFD. People's phones do send them, and neither a reader's nor a database's refusal of one
     * character may cost the message.
     */
    static String legal(String text) {
        if (isLegal(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().map(c -> isLegal(c) ? c : 0xFFFD).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isLegal(String text) {
        int next;
        for (int i = 0; i < text.length(); i += Character.charCount(next)) {
            next = text.codePointAt(i);
            if (!isLegal(next)) {
                return false;
            }
        }
        return true;
    }

    /** XML 1.0, production [2] Char. */
    private static boolean isLegal(int c) {
        boolean blank = c == '\t' || c == '\n' || c == '\r';
        boolean plain = (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD);
        return blank || plain || (c >= 0x10000 && c <= 0x10FFFF);
    }

    private static XMLInputFactory factory() {
        WstxInputFactory factory = new WstxInputFactory();
        // What is wrong must be told by next(), not thrown by whoever asks for the text.
        factory.getConfig().doParseLazily(false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private static Optional<Map<String, String>> read(XMLStreamReader reader) throws XMLStreamException {
        Map<String, String> values = new HashMap<>();
        Deque<String> path = new ArrayDeque<>();
        StringBuilder text = new StringBuilder();
        int elements = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    text.setLength(0);
                    path.addLast(child(path, reader.getLocalName()));
                    if (++elements > MAX_ELEMENTS || path.size() > MAX_DEPTH) {
                        return Optional.empty();
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    values.putIfAbsent(path.removeLast(), text.toString());
                    text.setLength(0);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
                    return Optional.empty();
                }
                default -> {
                    // Comments, blanks and processing instructions say nothing.
                }
            }
        }
        values.remove("");
        return Optional.of(values);
    }

    /** Paths leave out the root, whatever it is called. */
    private static String child(Deque<String> path, String name) {
        String parent = path.isEmpty() ? "" : path.getLast();
        if (path.isEmpty()) {
            return "";
        }
        return parent.isEmpty() ? name : parent + "/" + name;
    }
}
