// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.html;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lays out plain text: words with one blank between them, lines, paragraphs with an empty line between them, indented
 * blocks, and table cells beside each other as long as each has one line. A separator is written only before more text.
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

    /**
     * Text in which white space only separates the words, and invisible characters such as a soft hyphen are dropped.
     */
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

    /** The alternative text of an image, with a blank before and after it. */
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

    /** Preformatted text, with its lines and blanks. */
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

    /** The next text begins a line. */
    void line() {
        lineEnds(1);
    }

    /** The next text begins a paragraph. */
    void paragraph() {
        lineEnds(2);
    }

    /** Ends this line, even an empty one. */
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

    /** The next lines begin with these signs, the first line with {@code first}. */
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

    /** @param columns how many columns it takes, even when it is empty; 0 for a cell that takes none */
    void endCell(int columns) {
        Cell cell = cells.pop();
        blankDue = false;
        if (cell.empty) {
            separatorsDue += columns;
        } else if (cell.firstLine == lines) {
            // The cell may have begun and ended with a paragraph; the next cell still stands beside it.
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

    /** Adds a word right behind the last one, before the line or paragraph ends. */
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

    /** Writes the separator before the next character. */
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
