// SPDX-License-Identifier: Apache-2.0
package io.github.smtpconnector.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageUrisTest {

    private final List<String> found = new ArrayList<>();
    private final List<Integer> positions = new ArrayList<>();

    private String replaced(String html) {
        return ImageUris.replace(html, (uri, position) -> {
            found.add(uri);
            positions.add(position);
            return "cid:" + found.size();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<img src=\"data:x,1\">                  | data:x,1            | <img src=\"cid:1\">",
                "<IMG alt='>' SRC='DATA:x,1'/>           | DATA:x,1            | <IMG alt='>' SRC='cid:1'/>",
                "<img src=data:x,1 alt=a>                | data:x,1            | <img src=cid:1 alt=a>",
                "<img src=data:x,1>t                     | data:x,1            | <img src=cid:1>t",
                "<img/src = ' data:x,1 '>                | data:x,1            | <img/src = 'cid:1'>",
                "<img src='data:x,&#x2F;&#43;&amp;&lt;&#61;'> | data:x,/+&<=   | <img src='cid:1'>",
                "<img src='data:x,&amp;lt;&eacute;&#;&#xZ;'> | data:x,&lt;&eacute;&#;&#xZ; | <img src='cid:1'>",
                "<td BACKGROUND=\"data:x,1\">            | data:x,1            | <td BACKGROUND=\"cid:1\">",
                "<title><img src='</title><img src='data:x,1'> | data:x,1      | <title><img src='</title><img src='cid:1'>",
                "<!--><img src='data:x,1'>               | data:x,1            | <!--><img src='cid:1'>",
                "<!--[if !mso]><!--><img src='data:x,1'><!--<![endif]--> | data:x,1 | <!--[if !mso]><!--><img src='cid:1'><!--<![endif]-->",
                "a < b <img src='data:x,1'>              | data:x,1            | a < b <img src='cid:1'>"
            })
    void findsWhatBrowsersShow(String html, String uri, String expected) {
        assertThat(replaced(html)).isEqualTo(expected);
        assertThat(found).containsExactly(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<",
                "<img",
                "<img src",
                "<img src=",
                "<img src='data:x,1",
                "<img src='cid:logo'>",
                "<img src='https://example.com/a.png'>",
                "<img alt='data:x,1' data-src='data:x,1'>",
                "<a href='data:x,1'>",
                "<img srcset='data:x,1'>",
                "<!-- <img src='data:x,1'> -->",
                "<!--[if mso]><img src='data:x,1'><![endif]-->",
                "<!-- <img src='data:x,1'>",
                "<script>'<img src=\"data:x,1\">'</script>",
                "<TEXTAREA><img src='data:x,1'></textareas></TEXTAREA >",
                "<title><img src='data:x,1'>",
                "</p style='a:url(data:x,1)'>",
                "<? <!img src='data:x,1'>",
                "&lt;img src='data:x,1'&gt;",
                "<p style='a:url(data:x,1'>",
                "<p style='a:url(\"data:x,1)'>",
                "<p style='a:url'>",
                "<p style='a:url(b.png)'>",
                "<p style='background: URL(data:x,1) 0'>",
                "<p style=\"a:url( 'data:x,(1)' )\">",
                "<p style=\"a:url(&quot;data:x,1&quot;);b:'&lt;'\">",
                "<p style=a:url(data:x,&#39;)>",
                "<p style=a:url(data:x,1)>",
                "<p style=\"a:url('data:x,\\27 \\'\\2f')\">",
                "<style>a{b:url(\"data:x,<p>\")}</style><p>",
                "<style>a{b:url(data:x,1"
            })
    void leavesEverythingElse(String html) {
        assertThat(replaced(html)).isSameAs(html);
        assertThat(found).isEmpty();
    }

    @Test
    void replacesSeveralAndLeavesWhatIsNotToBeReplaced() {
        String html = "<img src='data:x,1'><p background='data:x,2'><p background=\"data:x,3\"><img src='data:x,4'>";
        assertThat(ImageUris.replace(html, (uri, position) -> uri.endsWith("2") ? null : "cid:" + uri.charAt(7)))
                .isEqualTo("<img src='cid:1'><p background='data:x,2'><p background=\"cid:3\"><img src='cid:4'>");
    }

    @Test
    void tellsWhereTheyStand() {
        replaced("<img src='data:x,1'>\n<p style='a:url(data:x,2)'><td background=data:x,3>");
        assertThat(positions).containsExactly(11, 64);
    }

    /** The end of each is searched for, and the search must not begin again at the next one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src='",
                "<img src=\"'",
                "<!--",
                "<title>",
                "</titl",
                "<style>url(",
                "<p style=\"url('",
                "<p style='url(data:\\",
                "<img src='data:&#",
                "&&&&;",
                "<img src=data:&amp;&",
                "<",
                "<a ",
                "a="
            })
    void takesTimeAsTheLengthOfTheHtml(String piece) {
        String html = "<p><img src='data:x,&" + piece.repeat(4_000_000 / piece.length()) + ";'>";
        Assertions.assertTimeout(Duration.ofSeconds(10), () -> replaced(html));
    }
}
