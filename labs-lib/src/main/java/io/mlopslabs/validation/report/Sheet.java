// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.report;

import io.mlopslabs.data.text.Printable;
import io.mlopslabs.validation.report.Cell.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One table of a report, as HTML and as aligned text.
 *
 * @param caption what it is
 * @param header a name for each column
 * @param groups its rows, in order
 * @param closing a sentence below, such as what was left out; may be empty
 */
record Sheet(String caption, List<String> header, List<Group> groups, String closing) {
    /**
     * The rows that belong together, such as one feature in several data sets.
     *
     * @param head the first cells, which stand for all rows
     * @param rows the cells of each row
     * @param tail the last cells, which stand for all rows
     */
    record Group(List<Cell> head, List<List<Cell>> rows, List<Cell> tail) {
        /** Returns a group of one row. */
        static Group row(Cell head, Cell... cells) {
            return new Group(List.of(head), List.of(List.of(cells)), List.of());
        }

        /** Returns the rows in full, blank where a cell of the first row stands for them. */
        List<List<Cell>> lines() {
            return IntStream.range(0, rows.size())
                    .mapToObj(i -> {
                        var line = new ArrayList<Cell>(i == 0 ? head : Collections.nCopies(head.size(), Cell.EMPTY));
                        line.addAll(rows.get(i));
                        line.addAll(i == 0 ? tail : Collections.nCopies(tail.size(), Cell.EMPTY));
                        return (List<Cell>) line;
                    })
                    .toList();
        }
    }

    String html() {
        // No colour is set: the table takes those of the page, light or dark.
        var html = new StringBuilder("<table>\n<caption style=\"text-align:left;color:inherit\">");
        html.append(Printable.markup(caption)).append("</caption>\n<thead>\n<tr>");
        List<Side> sides = sides();
        for (int j = 0; j < header.size(); j++) {
            html.append("<th scope=\"col\"").append(style(sides.get(j))).append('>');
            html.append(Printable.markup(header.get(j))).append("</th>");
        }
        html.append("</tr>\n</thead>\n<tbody>\n");
        for (Group group : groups) {
            String span = group.rows.size() > 1 ? " rowspan=\"" + group.rows.size() + "\"" : "";
            for (int i = 0; i < group.rows.size(); i++) {
                html.append("<tr>");
                if (i == 0) {
                    group.head.forEach(cell -> html.append(cell("th", " scope=\"row\"" + span, cell)));
                }
                group.rows.get(i).forEach(cell -> html.append(cell("td", "", cell)));
                if (i == 0) {
                    group.tail.forEach(cell -> html.append(cell("td", span, cell)));
                }
                html.append("</tr>\n");
            }
        }
        html.append("</tbody>\n</table>\n");
        return closing.isEmpty() ? html.toString() : html + "<p>" + Printable.markup(closing) + "</p>\n";
    }

    private static String cell(String tag, String attributes, Cell cell) {
        return "<" + tag + attributes + style(cell.side()) + ">" + cell.html() + "</" + tag + ">";
    }

    String text() {
        List<List<Cell>> lines =
                groups.stream().flatMap(group -> group.lines().stream()).toList();
        List<Integer> columns = IntStream.range(0, header.size())
                .filter(j -> lines.stream()
                        .noneMatch(
                                line -> line.get(j).picture().map(Picture::wide).orElse(false)))
                .boxed()
                .toList();
        List<Side> sides = sides();
        int[] widths = IntStream.range(0, header.size())
                .map(j -> Math.max(
                        length(header.get(j)),
                        lines.stream()
                                .mapToInt(line -> length(line.get(j).text()))
                                .max()
                                .orElse(0)))
                .toArray();
        var text = new ArrayList<String>();
        text.add(caption);
        text.add(columns.stream()
                .map(j -> padded(header.get(j), widths[j], sides.get(j)))
                .collect(Collectors.joining("  "))
                .stripTrailing());
        int last = columns.get(columns.size() - 1);
        // The last column holds sentences: its rule is as long as its name.
        text.add(columns.stream()
                .map(j -> "-".repeat(j == last && sides.get(j) == Side.LEFT ? length(header.get(j)) : widths[j]))
                .collect(Collectors.joining("  ")));
        lines.forEach(line -> text.add(columns.stream()
                .map(j -> padded(line.get(j).text().replace("\n", "; "), widths[j], sides.get(j)))
                .collect(Collectors.joining("  "))
                .stripTrailing()));
        if (!closing.isEmpty()) {
            text.add(closing);
        }
        return String.join("\n", text) + "\n";
    }

    private List<Side> sides() {
        List<Cell> first = groups.isEmpty() ? List.of() : groups.get(0).lines().get(0);
        return IntStream.range(0, header.size())
                .mapToObj(j -> first.isEmpty() ? Side.LEFT : first.get(j).side())
                .toList();
    }

    private static String padded(String text, int width, Side side) {
        String room = " ".repeat(Math.max(0, width - length(text)));
        return side == Side.RIGHT ? room + text : text + room;
    }

    private static String style(Side side) {
        return side == Side.RIGHT
                ? " align=\"right\" style=\"text-align:right;white-space:nowrap\""
                : " style=\"text-align:left\"";
    }

    private static int length(String text) {
        return (int) text.codePoints()
                .filter(point -> point != 0x2068 && point != 0x2069)
                .count();
    }
}
