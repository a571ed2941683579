// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Reads markup with the JDK's strict parser, which refuses what is not well formed. */
final class Xml {
    private Xml() {}

    static Document parse(String markup) throws Exception {
        var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        builder.setErrorHandler(null);
        return builder.parse(new InputSource(new StringReader(markup)));
    }

    /** Returns the text of every element called {@code name}. */
    static List<String> all(Document document, String name) {
        var found = document.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> found.item(i).getTextContent())
                .toList();
    }
}
