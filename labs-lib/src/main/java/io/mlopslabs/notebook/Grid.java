// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import io.mlopslabs.data.text.Numbers;
import io.mlopslabs.data.text.Printable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The part of a table that is shown.
 *
 * @param rows how many the whole table has
 * @param columns how many the whole table has
 * @param rowGap index of the first shown row behind those left out, or -1
 * @param columnGap index of the first shown column behind those left out, or -1
 */
record Grid(
        String caption, int rows, int columns, List<String> header, List<List<Cell>> body, int rowGap, int columnGap)
        implements Displayable {
    private static final int LONGEST = 60;

    enum Side {
        LEFT,
        RIGHT
    }

    /** One value as it is printed. */
    record Cell(String text, Side side) {
        static final Cell GAP = new Cell("…", Side.RIGHT);

        static Cell of(Object value) {
            if (value == null) {
                return new Cell("missing", Side.RIGHT);
            }
            if (value instanceof Double || value instanceof Float) {
                return new Cell(Numbers.digits(((Number) value).doubleValue(), 6), Side.RIGHT);
            }
            return new Cell(Printable.of(value.toString(), LONGEST), value instanceof Number ? Side.RIGHT : Side.LEFT);
        }
    }

    @Override
    public MimeBundle bundle() {
        return MimeBundle.ofText(text()).with("text/html", html());
    }

    @Override
    public String toString() {
        return text();
    }

    private String summary() {
        String name = caption.isBlank() ? "" : Printable.of(caption, 200) + ": ";
        return name
                + Numbers.count(rows, "row")
                + String.format(Locale.ROOT, " × %s", Numbers.count(columns, "column"));
    }

    private String html() {
        // No colour is set: the table takes those of the page, light or dark.
        var html = new StringBuilder("<table>\n<caption style=\"text-align:left;color:inherit\">");
        html.append(Printable.markup(summary())).append("</caption>\n<thead>\n<tr>");
        List<Cell> names = names();
        List<Side> sides = sides();
        for (int j = 0; j < names.size(); j++) {
            html.append("<th scope=\"col\"").append(style(sides.get(j))).append('>');
            html.append(Printable.markup(names.get(j).text())).append("</th>");
        }
        html.append("</tr>\n</thead>\n<tbody>\n");
        for (List<Cell> row : table()) {
            html.append("<tr>");
            for (int j = 0; j < row.size(); j++) {
                html.append("<td").append(style(sides.get(j))).append('>');
                html.append(Printable.markup(row.get(j).text())).append("</td>");
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody>\n</table>\n").toString();
    }

    private String text() {
        List<Cell> names = names();
        List<List<Cell>> table = table();
        List<Side> sides = sides();
        int[] widths = IntStream.range(0, names.size())
                .map(j -> Math.max(
                        length(names.get(j)),
                        table.stream().mapToInt(row -> length(row.get(j))).max().orElse(0)))
                .toArray();
        String rule = IntStream.of(widths).mapToObj("-"::repeat).collect(Collectors.joining("  "));
        var lines = new ArrayList<String>();
        lines.add(summary());
        lines.add(line(names, widths, sides));
        lines.add(rule);
        table.forEach(row -> lines.add(line(row, widths, sides)));
        return String.join("\n", lines);
    }

    private static String line(List<Cell> row, int[] widths, List<Side> sides) {
        return IntStream.range(0, row.size())
                .mapToObj(j -> {
                    String room = " ".repeat(widths[j] - length(row.get(j)));
                    return sides.get(j) == Side.RIGHT
                            ? room + row.get(j).text()
                            : row.get(j).text() + room;
                })
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private List<Cell> names() {
        return withGap(header.stream()
                .map(name -> new Cell(Printable.of(name, LONGEST), Side.LEFT))
                .toList());
    }

    /** Returns the body with a row and a column of dots where something is left out. */
    private List<List<Cell>> table() {
        var table = body.stream().map(this::withGap).collect(Collectors.toCollection(ArrayList::new));
        if (rowGap >= 0) {
            table.add(rowGap, Collections.nCopies(names().size(), Cell.GAP));
        }
        return table;
    }

    private List<Cell> withGap(List<Cell> row) {
        if (columnGap < 0) {
            return row;
        }
        var wider = new ArrayList<>(row);
        wider.add(columnGap, Cell.GAP);
        return wider;
    }

    /** Returns the side of each column: right where it holds numbers and nothing else. */
    private List<Side> sides() {
        List<List<Cell>> table = table();
        return IntStream.range(0, names().size())
                .mapToObj(j -> !table.isEmpty()
                                && table.stream().allMatch(row -> row.get(j).side() == Side.RIGHT)
                        ? Side.RIGHT
                        : Side.LEFT)
                .toList();
    }

    private static String style(Side side) {
        return " style=\"text-align:" + side.name().toLowerCase(Locale.ROOT) + "\"";
    }

    private static int length(Cell cell) {
        return cell.text().codePointCount(0, cell.text().length());
    }
}
