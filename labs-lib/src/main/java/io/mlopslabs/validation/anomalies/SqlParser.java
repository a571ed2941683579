// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a condition by descending from OR to literals. */
final class SqlParser {
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:"
            + "(?<number>(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)"
            + "|(?<text>'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\")"
            + "|(?<word>[A-Za-z_]\\w*)"
            + "|(?<sign><=|>=|<>|!=|[-+*/=<>().,\\[\\]]))");
    private static final Set<String> COMPARISONS = Set.of("=", "!=", "<>", "<", "<=", ">", ">=");
    private static final Set<String> ROOTS = Set.of("feature", "feature_test", "feature_base");

    /** A piece of the text and where it starts, from 1. */
    private record Token(String text, Kind kind, int at) {
        private enum Kind {
            NUMBER,
            TEXT,
            WORD,
            SIGN,
            END
        }
    }

    private final String sql;
    private final List<Token> tokens;
    private int next;

    SqlParser(String sql) {
        this.sql = sql;
        this.tokens = tokens();
    }

    SqlExpression parse() {
        SqlExpression expression = or();
        if (peek().kind() != Token.Kind.END) {
            throw error(peek(), "the condition should end here");
        }
        return expression;
    }

    private List<Token> tokens() {
        var found = new ArrayList<Token>();
        Matcher matcher = TOKEN.matcher(sql);
        int end = 0;
        while (matcher.region(end, sql.length()).lookingAt()) {
            Token.Kind kind = Token.Kind.SIGN;
            String name = "sign";
            for (Token.Kind candidate : List.of(Token.Kind.NUMBER, Token.Kind.TEXT, Token.Kind.WORD)) {
                String group = candidate.name().toLowerCase(Locale.ROOT);
                if (matcher.group(group) != null) {
                    kind = candidate;
                    name = group;
                }
            }
            found.add(new Token(matcher.group(name), kind, matcher.start(name) + 1));
            end = matcher.end();
        }
        if (!sql.substring(end).isBlank()) {
            int at = end
                    + sql.substring(end).length()
                    - sql.substring(end).stripLeading().length();
            throw error(new Token(sql.substring(at, at + 1), Token.Kind.SIGN, at + 1), "this is not known here");
        }
        found.add(new Token("the end", Token.Kind.END, sql.length() + 1));
        return found;
    }

    private SqlExpression or() {
        SqlExpression left = and();
        while (takes("OR")) {
            left = connected(left, and(), true);
        }
        return left;
    }

    private SqlExpression and() {
        SqlExpression left = not();
        while (takes("AND")) {
            left = connected(left, not(), false);
        }
        return left;
    }

    /** The right side is not evaluated where the left decides, so that {@code has_x AND x.y > 0} is safe. */
    private static SqlExpression connected(SqlExpression left, SqlExpression right, boolean decisive) {
        return messages -> {
            Object first = left.evaluate(messages);
            return first != SqlExpression.NULL && SqlExpression.truth(first) == decisive
                    ? decisive
                    : SqlExpression.connected(first, right.evaluate(messages), decisive);
        };
    }

    private SqlExpression not() {
        if (takes("NOT")) {
            SqlExpression negated = not();
            return messages -> SqlExpression.not(negated.evaluate(messages));
        }
        return comparison();
    }

    private SqlExpression comparison() {
        SqlExpression left = sum();
        Token token = peek();
        if (COMPARISONS.contains(token.text()) && token.kind() == Token.Kind.SIGN) {
            next++;
            SqlExpression right = sum();
            return messages -> SqlExpression.compared(left.evaluate(messages), token.text(), right.evaluate(messages));
        }
        if (takes("IS")) {
            return is(left);
        }
        boolean isNegated = takes("NOT");
        SqlExpression tested;
        if (takes("BETWEEN")) {
            tested = between(left);
        } else if (takes("IN")) {
            tested = in(left);
        } else if (isNegated) {
            throw error(peek(), "BETWEEN or IN should follow NOT");
        } else {
            return left;
        }
        return isNegated ? messages -> SqlExpression.not(tested.evaluate(messages)) : tested;
    }

    private SqlExpression is(SqlExpression left) {
        boolean isNegated = takes("NOT");
        Token token = peek();
        next++;
        Object wanted = constant(token);
        if (wanted == null) {
            throw error(token, "NULL, TRUE or FALSE should follow IS");
        }
        return messages -> left.evaluate(messages).equals(wanted) != isNegated;
    }

    private SqlExpression between(SqlExpression left) {
        SqlExpression low = sum();
        expect("AND");
        SqlExpression high = sum();
        return messages -> {
            Object value = left.evaluate(messages);
            return SqlExpression.connected(
                    SqlExpression.compared(value, ">=", low.evaluate(messages)),
                    SqlExpression.compared(value, "<=", high.evaluate(messages)),
                    false);
        };
    }

    private SqlExpression in(SqlExpression left) {
        expect("(");
        List<SqlExpression> candidates = list();
        return messages -> {
            Object value = left.evaluate(messages);
            Object found = false;
            for (SqlExpression candidate : candidates) {
                Object equal = SqlExpression.compared(value, "=", candidate.evaluate(messages));
                found = SqlExpression.connected(found, equal, true);
            }
            return found;
        };
    }

    private SqlExpression sum() {
        return chain(this::product, Set.of("+", "-"));
    }

    private SqlExpression product() {
        return chain(this::signed, Set.of("*", "/"));
    }

    private SqlExpression chain(Supplier<SqlExpression> part, Set<String> operators) {
        SqlExpression left = part.get();
        while (peek().kind() == Token.Kind.SIGN && operators.contains(peek().text())) {
            String operator = peek().text();
            next++;
            SqlExpression first = left;
            SqlExpression second = part.get();
            left = messages -> SqlExpression.calculated(first.evaluate(messages), operator, second.evaluate(messages));
        }
        return left;
    }

    private SqlExpression signed() {
        if (takes("-")) {
            SqlExpression operand = signed();
            return messages -> SqlExpression.calculated(0L, "-", operand.evaluate(messages));
        }
        return takes("+") ? signed() : path();
    }

    private SqlExpression path() {
        SqlExpression target = primary();
        while (true) {
            SqlExpression inner = target;
            if (takes(".")) {
                Token field = peek();
                if (field.kind() != Token.Kind.WORD) {
                    throw error(field, "the name of a field should follow the dot");
                }
                next++;
                target = messages -> SqlExpression.field(inner.evaluate(messages), field.text());
            } else if (takes("[")) {
                boolean fromOne = takes("ORDINAL");
                if (!fromOne) {
                    expect("OFFSET");
                }
                expect("(");
                SqlExpression index = or();
                expect(")");
                expect("]");
                target = messages ->
                        SqlExpression.element(inner.evaluate(messages), index.evaluate(messages), fromOne ? 1 : 0);
            } else {
                return target;
            }
        }
    }

    private SqlExpression primary() {
        Token token = peek();
        next++;
        return switch (token.kind()) {
            case NUMBER -> {
                Object number = number(token);
                yield messages -> number;
            }
            case TEXT -> {
                String text =
                        token.text().substring(1, token.text().length() - 1).replaceAll("\\\\(.)", "$1");
                yield messages -> text;
            }
            case WORD -> word(token);
            case SIGN -> {
                if (!token.text().equals("(")) {
                    throw error(token, "a value should stand here");
                }
                SqlExpression inner = or();
                expect(")");
                yield inner;
            }
            case END -> throw error(token, "a value should stand here");
        };
    }

    private static Object number(Token token) {
        return token.text().matches("\\d+")
                ? (Object) Long.valueOf(token.text())
                : (Object) Double.valueOf(token.text());
    }

    private SqlExpression word(Token token) {
        Object constant = constant(token);
        if (constant != null) {
            return messages -> constant;
        }
        if (peek().text().equals("(")) {
            var function = SqlFunction.named(token.text());
            if (function.isEmpty()) {
                throw error(token, "this function is not known here; known are " + SqlFunction.names());
            }
            next++;
            List<SqlExpression> arguments = list();
            if (!function.get().takes(arguments.size())) {
                throw error(token, "this function does not take " + arguments.size() + " arguments");
            }
            return messages -> function.get().apply(arguments, messages);
        }
        if (!ROOTS.contains(token.text())) {
            throw error(
                    token, "a value starts with feature, or with feature_test or feature_base where two are compared");
        }
        return messages -> {
            var message = messages.get(token.text());
            if (message == null) {
                throw new IllegalArgumentException("there is no %s here, only %s"
                        .formatted(
                                token.text(),
                                messages.keySet().stream().sorted().toList()));
            }
            return message;
        };
    }

    private static Object constant(Token token) {
        return token.kind() != Token.Kind.WORD
                ? null
                : switch (token.text().toUpperCase(Locale.ROOT)) {
                    case "TRUE" -> true;
                    case "FALSE" -> false;
                    case "NULL" -> SqlExpression.NULL;
                    default -> null;
                };
    }

    /** Reads the rest of a list in parentheses. */
    private List<SqlExpression> list() {
        var list = new ArrayList<SqlExpression>();
        do {
            list.add(or());
        } while (takes(","));
        expect(")");
        return list;
    }

    private Token peek() {
        return tokens.get(next);
    }

    private boolean takes(String text) {
        Token token = peek();
        boolean isNext = token.kind() != Token.Kind.TEXT && token.text().equalsIgnoreCase(text);
        next += isNext ? 1 : 0;
        return isNext;
    }

    private void expect(String text) {
        if (!takes(text)) {
            throw error(peek(), "'" + text + "' should stand here");
        }
    }

    private IllegalArgumentException error(Token token, String problem) {
        String found = token.kind() == Token.Kind.END ? token.text() : "'" + token.text() + "'";
        return new IllegalArgumentException(
                "custom validation '%s', column %d, at %s: %s".formatted(sql, token.at(), found, problem));
    }
}
