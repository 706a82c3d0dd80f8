// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.html;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lays out plain text: words with one blank between them, lines, paragraphs with an empty line between them, indented
 * blocks, and table cells beside each other as long as each has one line. What separates is written only when something
 * follows it.
 */
final class TextLayout {

    private static final char NO_BREAK_SPACE = '\u00A0';

    private final StringBuilder out = new StringBuilder();
    private final Indents indents = new Indents();
    private final Deque<Cell> cells = new ArrayDeque<>();
    private int lineEndsDue;
    private boolean blankDue;
    private boolean behindImage;
    private int separatorsDue;
    private int lines;
    private int mark = -1;

    /** A table cell that is open. */
    private static final class Cell {
        private boolean empty = true;
        private int firstLine;
    }

    /** Text in which white space only parts the words, and a soft hyphen or the like shows nothing. */
    void words(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (ImageUris.isSpace(c) || c == NO_BREAK_SPACE) {
                blankDue = true;
            } else if (!isInvisible(c)) {
                blankDue |= behindImage && Character.isLetterOrDigit(c);
                separate();
                out.append(c);
            }
        }
    }

    /** What an image says in place of itself: words that touch no others, and no other image's. */
    void image(String alternative) {
        if (!alternative.isBlank()) {
            boolean behindWord = out.length() > 0 && Character.isLetterOrDigit(out.charAt(out.length() - 1));
            blankDue |= behindImage || behindWord;
            words(alternative.strip());
            behindImage = true;
        }
    }

    private static boolean isInvisible(char c) {
        return c == '\u00AD' || c == '\u200B' || c == '\uFEFF';
    }

    /** Text as it is, with its lines and blanks. */
    void preformatted(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                lineEndsDue++;
                blankDue = false;
            } else {
                separate();
                out.append(c == NO_BREAK_SPACE ? ' ' : c);
            }
        }
    }

    /** What follows begins a line. */
    void line() {
        lineEnds(1);
    }

    /** What follows begins a paragraph. */
    void paragraph() {
        lineEnds(2);
    }

    /** Ends this line, be it empty. */
    void lineEnd() {
        lineEnds(Math.min(lineEndsDue + 1, 2));
    }

    /** A table begins a paragraph even in a cell of another. */
    void table() {
        lineEndsDue = Math.max(lineEndsDue, 2);
        separatorsDue = 0;
    }

    private void lineEnds(int count) {
        Cell cell = cells.peek();
        if (cell == null || !cell.empty) {
            lineEndsDue = Math.max(lineEndsDue, count);
            separatorsDue = 0;
        }
        blankDue = false;
    }

    /** What follows stands behind these signs: the first line behind the first. */
    void indent(String first, String others) {
        indents.push(first, others);
    }

    void unindent() {
        indents.pop();
    }

    void beginRow() {
        line();
        separatorsDue = 0;
    }

    void beginCell() {
        cells.push(new Cell());
    }

    /** @param columns how many places of its own it has, even when it is empty; 0 for one that does not count */
    void endCell(int columns) {
        Cell cell = cells.pop();
        blankDue = false;
        if (cell.empty) {
            separatorsDue += columns;
        } else if (cell.firstLine == lines) {
            // It began and ended with a paragraph, perhaps; the next cell stands beside it all the same.
            lineEndsDue = 0;
            separatorsDue = Math.max(columns, 1);
        } else {
            line();
        }
    }

    /** From here on text is remembered for {@link #sinceMark}. */
    void mark() {
        mark = -1;
    }

    String sinceMark() {
        return mark < 0 ? "" : out.substring(mark).strip();
    }

    /** One more word right behind the last, whatever is to end there. */
    void add(String word) {
        if (mark < 0) {
            words(word);
        } else {
            out.append(' ').append(word);
        }
    }

    String finished() {
        return out.toString().stripTrailing();
    }

    /** Writes what is due before the next character. */
    private void separate() {
        boolean lineStart = out.length() == 0 || lineEndsDue > 0;
        if (lineStart) {
            beginLine();
        } else if (blankDue && separatorsDue == 0) {
            out.append(' ');
        }
        if (separatorsDue > 0) {
            out.append((lineStart ? "" : " ") + "| ".repeat(separatorsDue));
        }
        for (Cell cell : cells) {
            if (!cell.empty) {
                break;
            }
            cell.empty = false;
            cell.firstLine = lines;
        }
        mark = mark < 0 ? out.length() : mark;
        lineEndsDue = 0;
        separatorsDue = 0;
        blankDue = false;
        behindImage = false;
    }

    private void beginLine() {
        if (out.length() > 0) {
            for (int i = 0; i < lineEndsDue; i++) {
                while (out.charAt(out.length() - 1) == ' ') {
                    out.setLength(out.length() - 1);
                }
                out.append('\n');
                if (i < lineEndsDue - 1) {
                    indents.writeBetween(out);
                }
            }
            lines++;
        }
        indents.write(out);
    }
}
