// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import io.mlopslabs.features.transform.Tokens;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * TFT's vocabulary files: UTF-8, one token per line, in the order of the ids.
 *
 * <p>A vocabulary without a token is one line that no text equals, for TensorFlow's tables take no empty file; it is read back as empty.
 */
public enum VocabularyFile {
    /** The token. */
    TOKENS,
    /** How often it was seen, a space, the token: {@code store_frequency}. Spaces in the token become {@code __SPACE__}. */
    COUNTS,
    /** The same with a number that may have a fraction: a sum of weights, or the mutual information, of which TFT writes 0 as {@code 0}. */
    WEIGHTS;

    private static final String EMPTY = "49d0cd50-04bb-48c0-bc6f-5b575dce351a";
    private static final String SPACE = "__SPACE__";
    private static final Pattern FREQUENCY = Pattern.compile("(\\S+) (.+)", Pattern.DOTALL);

    /** Returns whether a token can stand in a file: it is not empty and has no line break. TFT drops the others. */
    static boolean isLine(String token) {
        return !token.isEmpty() && token.indexOf('\n') < 0 && token.indexOf('\r') < 0;
    }

    /**
     * Returns the lines of a vocabulary.
     *
     * @throws IllegalArgumentException if a token is empty or has a line break, or the frequencies are asked for and were not stored or are no counts
     */
    public List<String> lines(Tokens vocabulary) {
        List<String> lines = new ArrayList<>();
        if (vocabulary.tokens().isEmpty()) {
            lines.add(this == TOKENS ? EMPTY : number(1) + " " + EMPTY);
        } else if (this != TOKENS && vocabulary.weights().isEmpty()) {
            throw new IllegalArgumentException("the vocabulary has no frequencies; learn it with storeFrequency()");
        }
        for (int id = 0; id < vocabulary.tokens().size(); id++) {
            String token = vocabulary.tokens().get(id);
            if (!isLine(token)) {
                throw new IllegalArgumentException(
                        "token %d is empty or has a line break, and a file has one token per line".formatted(id));
            }
            lines.add(this == TOKENS ? token : number(vocabulary.weights().get(id)) + " " + token.replace(" ", SPACE));
        }
        return lines;
    }

    private String number(double number) {
        if (this == COUNTS && number != Math.rint(number)) {
            throw new IllegalArgumentException("%s is no count; write WEIGHTS".formatted(number));
        }
        return this == COUNTS ? Long.toString((long) number) : Double.toString(number);
    }

    /**
     * Returns the vocabulary of some lines.
     *
     * @throws IllegalArgumentException if a line is empty, is no number and token where there are frequencies, or repeats a token; names the line
     */
    public Tokens parse(List<String> lines) {
        Map<String, Integer> seen = new HashMap<>();
        List<String> tokens = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String token = lines.get(i);
            if (this != TOKENS) {
                Matcher parts = FREQUENCY.matcher(token);
                try {
                    if (!parts.matches()) {
                        throw new NumberFormatException();
                    }
                    weights.add(Double.valueOf(parts.group(1)));
                } catch (NumberFormatException none) {
                    throw new IllegalArgumentException(
                            "line %d is \"%s\", not a number, a space and a token".formatted(i + 1, token), none);
                }
                token = parts.group(2).replace(SPACE, " ");
            }
            if (token.isEmpty()) {
                throw new IllegalArgumentException("line %d is empty".formatted(i + 1));
            }
            Integer before = seen.put(token, i);
            if (before != null) {
                throw new IllegalArgumentException(
                        "lines %d and %d are the same token, \"%s\"".formatted(before + 1, i + 1, token));
            }
            tokens.add(token);
        }
        return tokens.equals(List.of(EMPTY)) ? new Tokens(List.of(), List.of()) : new Tokens(tokens, weights);
    }

    /** Writes a vocabulary; throws {@code IllegalArgumentException} as {@link #lines} does. */
    public void write(Tokens vocabulary, Path file) throws IOException {
        Files.writeString(file, String.join("\n", lines(vocabulary)) + "\n");
    }

    /**
     * Returns the vocabulary of a file, TFT's or ours.
     *
     * @throws IOException if the file cannot be read or is not UTF-8; names it
     * @throws IllegalArgumentException as {@link #parse} does; names the file
     */
    public Tokens read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException other) {
            throw new IOException(file + ": this vocabulary is not UTF-8", other);
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException(file + ": this vocabulary has no line");
        }
        String unix = text.replace("\r\n", "\n"); // no token holds a line break, so an editor put it there
        String body = unix.endsWith("\n") ? unix.substring(0, unix.length() - 1) : unix;
        try {
            return parse(List.of(body.split("\n", -1)));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(file + ": " + wrong.getMessage(), wrong);
        }
    }
}
