// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The texts that a released text may stand for, itself first.
 *
 * <p>Undone are escapes of JSON, Java and Markdown, HTML entities and tags, percent signs of an address, Base64, comment signs at the start of a
 * line, marks of code, and literals that {@code +} joins; one inside another, three deep. Not undone is what needs a program to read: compression,
 * a picture of text, a cipher.
 */
final class Disguises {
    private static final int DEPTH = 3;

    private static final List<UnaryOperator<String>> UNDONE = List.of(
            Disguises::unescaped,
            Disguises::entities,
            Disguises::percents,
            Disguises::lines,
            Disguises::tags,
            Disguises::joins,
            text -> text.replace("`", ""));

    private static final Pattern LINE_START =
            Pattern.compile("(?m)^[\\s>]*(?://+|/\\*+|\\*+/?|#+|[-+|]|<!--|\\d+[.)])?\\s*");
    private static final Pattern TAG = Pattern.compile("</?[A-Za-z][^<>]*>");
    private static final Pattern JOIN = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern ENTITY =
            Pattern.compile("&(?:#(\\d{1,7})|#[xX](\\p{XDigit}{1,6})|(lt|gt|amp|quot|apos|nbsp));");
    private static final Pattern PERCENT = Pattern.compile("(?:%\\p{XDigit}{2})+");
    private static final Pattern BASE64 =
            Pattern.compile("[A-Za-z0-9+/_-]{16,}"); // 12 bytes, the shortest line looked for
    private static final Pattern BASE64_LINE = Pattern.compile("[A-Za-z0-9+/_-]+={0,2}");
    private static final Pattern TEXT = Pattern.compile("[\\s[^\\p{Cc}\uFFFD]]{8,}");
    private static final char MALFORMED = '\uFFFD'; // what a decoder puts for bytes that are no UTF-8
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u+(\\p{XDigit}{4})|([^A-Za-z0-9\\s])|([nrtbfs]))");

    private Disguises() {}

    static Set<String> of(String text) {
        var all = new LinkedHashSet<String>();
        all.add(text);
        List<String> last = List.of(text);
        for (int depth = 0; depth < DEPTH; depth++) {
            var found = new ArrayList<String>();
            for (String each : last) {
                UNDONE.forEach(undo -> found.add(undo.apply(each)));
                found.addAll(decoded(each));
            }
            last = found.stream().filter(all::add).toList();
        }
        return all;
    }

    /** The texts that a page of any length stands for: as it is, as it is read, and as its scripts read it. */
    static Set<String> ofPage(String page) {
        var all = new LinkedHashSet<String>();
        for (String text : List.of(page, entities(page), entities(tags(page)), unescaped(page))) {
            all.add(text);
            all.add(joins(lines(text)).replace("`", ""));
        }
        return all;
    }

    private static String unescaped(String text) {
        return text.indexOf('\\') < 0
                ? text
                : replaced(ESCAPE, text, escape -> {
                    if (escape.group(1) != null) {
                        return Character.toString((char) Integer.parseInt(escape.group(1), 16));
                    }
                    return escape.group(2) == null ? "\n" : escape.group(2);
                });
    }

    private static String entities(String text) {
        return text.indexOf('&') < 0
                ? text
                : replaced(ENTITY, text, entity -> {
                    if (entity.group(3) == null) {
                        int code = entity.group(1) == null
                                ? Integer.parseInt(entity.group(2), 16)
                                : Integer.parseInt(entity.group(1));
                        return Character.isValidCodePoint(code) ? Character.toString(code) : "";
                    }
                    return switch (entity.group(3)) {
                        case "lt" -> "<";
                        case "gt" -> ">";
                        case "amp" -> "&";
                        case "quot" -> "\"";
                        case "apos" -> "'";
                        default -> " ";
                    };
                });
    }

    private static String percents(String text) {
        return text.indexOf('%') < 0
                ? text
                : replaced(PERCENT, text, run -> {
                    byte[] bytes = new byte[run.group().length() / 3];
                    for (int i = 0; i < bytes.length; i++) {
                        bytes[i] = (byte) Integer.parseInt(run.group().substring(3 * i + 1, 3 * i + 3), 16);
                    }
                    return new String(bytes, UTF_8);
                });
    }

    private static String lines(String text) {
        return LINE_START.matcher(text).replaceAll("");
    }

    private static String tags(String text) {
        return TAG.matcher(text).replaceAll("");
    }

    private static String joins(String text) {
        return JOIN.matcher(text).replaceAll("");
    }

    /** What is no text after all, since it only looked like Base64 or is a picture, is read for the text that stands in it. */
    private static List<String> decoded(String text) {
        return Stream.concat(runs(text), runs(withoutLineBreaksInBase64(text)))
                .distinct()
                .map(Disguises::decodedRun)
                .map(decoded -> decoded.indexOf(MALFORMED) < 0 ? decoded : textIn(decoded))
                .toList();
    }

    private static String textIn(String noise) {
        return TEXT.matcher(noise).results().map(MatchResult::group).collect(Collectors.joining("\n"));
    }

    private static Stream<String> runs(String text) {
        return BASE64.matcher(text).results().map(MatchResult::group);
    }

    private static String withoutLineBreaksInBase64(String text) {
        var joined = new StringBuilder();
        boolean goesOn = false;
        for (String line : text.lines().map(String::strip).toList()) {
            boolean isBase64 = BASE64_LINE.matcher(line).matches();
            joined.append(goesOn && isBase64 ? "" : "\n").append(line);
            goesOn = isBase64;
        }
        return joined.toString();
    }

    private static String decodedRun(String run) {
        String whole = run.substring(0, run.length() - (run.length() % 4 == 1 ? 1 : 0));
        return new String(Base64.getDecoder().decode(whole.replace('-', '+').replace('_', '/')), UTF_8);
    }

    private static String replaced(Pattern pattern, String text, Function<MatchResult, String> by) {
        return pattern.matcher(text).replaceAll(found -> Matcher.quoteReplacement(by.apply(found)));
    }
}
