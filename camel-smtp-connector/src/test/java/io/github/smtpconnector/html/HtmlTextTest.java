// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTextTest {

    /** Line ends are written as ⏎. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "a  b\t c                                      ¦ a b c",
                "<p> a <b> b </b>c<i>d</i>                     ¦ a b cd",
                "<p>a</p><p>b</p>                              ¦ a⏎⏎b",
                "<p>a<p><p></p><div></div>&nbsp;<p>b           ¦ a⏎⏎b",
                "<div>a<div>b</div></div>c                     ¦ a⏎b⏎c",
                "a<br>b<br><br><br>c<br>                       ¦ a⏎b⏎⏎c",
                "<h1>T</h1>a<h2>U</h2>b                        ¦ T⏎⏎a⏎⏎U⏎⏎b",
                "a<hr>b                                        ¦ a⏎⏎----------⏎⏎b",
                "&lt;b&gt; &amp; &eacute;&nbsp;&#8364;&copy;   ¦ <b> & é €©",
                "so&shy;ft\u200B\uFEFF                         ¦ soft",
                "<head><title>T</title><style>p{}</style></head><script>x</script><p>a<template>b</template> ¦ a",
                "<div style='Display : NONE'>a</div>b<i hidden>c</i><i style='visibility:hidden'>d</i> ¦ b",
                "<!-- a --><textarea>b</textarea><select><option>c</select>d ¦ d",
                "<ul><li>a<li>b <p>c</ul>d                     ¦ * a⏎* b⏎⏎  c⏎⏎d",
                "x<ol start=9><li>a<li>b<br>c</ol>             ¦ x⏎⏎9. a⏎10. b⏎    c",
                "<ol><li>a<ul><li>b<li>c</ul><li>d</ol>        ¦ 1. a⏎   * b⏎   * c⏎2. d",
                "<ul><li></li><li>a</ul>                       ¦ * a",
                "<dl><dt>a<dd>b<dd>c</dl>d                     ¦ a⏎  b⏎  c⏎⏎d",
                "a<blockquote>b<p>c<blockquote>d</blockquote></blockquote>e ¦ a⏎⏎> b⏎>⏎> c⏎>⏎> > d⏎⏎e",
                "a<pre>b  c⏎  d<b> e</b>⏎⏎</pre>f           ¦ a⏎⏎b  c⏎  d e⏎⏎f",
                "<a href='https://example.com/a?b=1&amp;c'>here</a>. ¦ here <https://example.com/a?b=1&c>.",
                "<a href='https://example.com/'>example.com</a>, <a href='http://a.b/c'>http://a.b/c</a> ¦ example.com, http://a.b/c",
                "<a href='mailto:a@b.c?subject=x'>A@b.c</a> <a href='mailto:a@b.c?subject=x'>me</a> ¦ A@b.c me <a@b.c>",
                "<a href='tel:+49301'>+49 301</a> <a href='tel:+49301'>us</a> ¦ +49 301 us <+49301>",
                "<a href='#x'>a</a> <a href='javascript:b()'>b</a> <a name=c>c</a> <a href='/d'>d</a> ¦ a b c d",
                "<a href='http://a.b/c'><img src=d></a> <a href='http://a.b/c'><img src=d alt=' to  d '></a> ¦ <http://a.b/c> to d <http://a.b/c>",
                "<ul><li><a href='http://a.b'>http://a.b</a></ul> ¦ * http://a.b",
                "<a href='http://a.b/c'><div>Buy</div></a>now  ¦ Buy <http://a.b/c>⏎now",
                "<img alt='A dot' src='data:x'> <img alt=''>b  ¦ A dot b",
                "<img alt=chart><img alt=logo><b><img alt='c'></b>d<img alt=e>, f<img alt=''>g ¦ chart logo c d e, fg",
                "<a href='http://a.b/c'><img alt=a></a><a href='http://a.b/c'><img alt=b></a> ¦ a <http://a.b/c> b <http://a.b/c>",
                "(<img alt=a>)<br><img alt=b>                  ¦ (a)⏎b"
            })
    void readsAsOneWouldWriteIt(String html, String text) {
        assertThat(read(html)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "<table><tr><th>What<th>How many<tr><td>Pen<td>2</table>t ¦ What | How many⏎Pen | 2⏎⏎t",
                "<table><tr><th><th>May<th>June<tr><th>Pens<td><td>2<tr><td>Ink<td>1<td></table> ¦ | May | June⏎Pens | | 2⏎Ink | 1",
                "<table><tr><th>Item<th>Qty<th>Price<tr><td colspan=2>Total<td>20.80 €<tr><td colspan=2><td>1</table> ¦ Item | Qty | Price⏎Total | | 20.80 €⏎| | 1",
                "<table><tr><th>A<th>B<tr><td colspan=x>1<td colspan=-2>2<tr><td colspan=0>3<td colspan=99>4</table> ¦ A | B⏎1 | 2⏎3 | 4",
                "<table><tr><td colspan=2>a<td>b</table>                         ¦ a | b",
                "<table><tr><td><p>a</p><td><p>b</p><tr><td> <td>c</table>       ¦ a | b⏎c",
                "<table><tr><td>a<br>b<td>c</table>                              ¦ a⏎b⏎c",
                "<table><tr><td><img alt=Logo><td><table><tr><td>a<tr><td>b</table></table> ¦ Logo⏎⏎a⏎b",
                "<table><tr><td><table><tr><td>a</table><tr><td><table><tr><td>b</table></table> ¦ a⏎⏎b",
                "<table><caption>Cap</caption><tr><td>a</table>                  ¦ Cap⏎a",
                "<td>a<td>b                                                      ¦ ab"
            })
    void putsCellsBesideEachOther(String html, String text) {
        assertThat(read(html)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<span style='font-size:0;mso-hide:all'>x</span>",
                "<span style='FONT-SIZE : 0.0px !important'><b style='font-size:200%'><i style='font-size:2em'>x</i></b></span>",
                "<div style='max-height:0px;overflow:hidden'><p style='font-size:12px'>x</div>",
                "<div style='color:red; opacity: 0'>x</div>",
                "<div style='display:block;display:none'>x</div>",
                "<div style='font-size:0px;line-height:1'><pre>x</pre></div>"
            })
    void leavesOutWhatIsHidden(String html) {
        assertThat(read(html + "seen")).isEqualTo("seen");
    }

    /** Layouts set a size of zero around elements with a size of their own; Outlook alone obeys mso-hide. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<td style='font-size:0px'><div style='font-size:13px'>x</div></td>",
                "<div style='font-size:0'><span style='font-size:1rem'>x</span>y</div>",
                "<div style='font-size:0'><table><tr><td>x</table></div>",
                "<div style='font-size:0'><img alt=x></div>",
                "<a style='mso-hide:all'>x</a>",
                "<p style='opacity:0.5;max-height:01px;font-size:0.9em;display:none;display:block;line-height:0'>x",
                "<p style='a:font-size:0;x-display:none;display'>x"
            })
    void keepsWhatIsSeen(String html) {
        assertThat(read(html)).isEqualTo("x");
    }

    private static String read(String html) {
        return HtmlText.of(html.replace("⏎", "\n")).replace("\n", "⏎");
    }

    @Test
    void isEmptyWithoutWords() {
        assertThat(HtmlText.of("")).isEmpty();
        assertThat(HtmlText.of("<ul><li></ul><blockquote><p>&nbsp;<table><tr><td></table><a href='#'></a>"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>words and words</p>",
                "words ",
                "<br>",
                "<b>",
                "<p><b>a",
                "<div>a",
                "<blockquote>a",
                "<ul><li>a",
                "<td>a",
                "<table><tr><td>a",
                "<a href='https://example.com'>",
                "<pre>\n",
                "<div style='display:none'>a</div>",
                "<div style='font-size:0'>a",
                "<p style='a;;;!:",
                ";;!",
                "<img alt='a'>",
                "<th><td colspan=50>",
                "&amp;&",
                "</p>",
                "<"
            })
    void takesTimeAsTheLengthOfTheHtml(String piece) {
        String html = (piece.length() < 4 ? "<p style='" : "") + piece.repeat(500_000 / piece.length());
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> HtmlText.of(html));
    }

    /** The JDK copies a whole text at each letter that has two in the other case. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0130", "\u00DF", "a\u0130", "'>\u0130"})
    void takesAMegabyteOfAnyLettersWhereverTheyStand(String letters) {
        String megabyte = letters.repeat((1 << 20) / letters.length());
        for (String before : List.of(
                "",
                "&",
                "<a href='",
                "<a href='https:",
                "<a href='mailto:",
                "<p style='",
                "<p style='display:",
                "<p style='font-size:0;font-size:",
                "<div style='font-size:0'><p style='font-size:",
                "<p class='",
                "<img alt='",
                "<ol start='",
                "<th><td colspan='")) {
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(10), () -> HtmlText.of(before + megabyte + "'>x"), before);
        }
    }
}
