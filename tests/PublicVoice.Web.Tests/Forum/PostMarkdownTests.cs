using PublicVoice.Web.Forum;

namespace PublicVoice.Web.Tests.Forum;

public class PostMarkdownTests
{
    [Theory]
    [InlineData("satu\ndua\n\ntiga", "<p>satu<br>dua</p><p>tiga</p>")]
    [InlineData("daftar:\n- a\n* b\n\nlalu\n1. c\n2) d", "<p>daftar:</p><ul><li>a</li><li>b</li></ul><p>lalu</p><ol><li>c</li><li>d</li></ol>")]
    [InlineData("**tebal** *miring* _juga_ a_b_c 2*3*4", "<p><strong>tebal</strong> <em>miring</em> <em>juga</em> a_b_c 2<em>3</em>4</p>")]
    [InlineData("<b>x</b> & \"y\" 'z'", "<p>&lt;b&gt;x&lt;/b&gt; &amp; &quot;y&quot; &#x27;z&#x27;</p>")]
    [InlineData("[klik](javascript:alert(1)) [situs](https://a.id)", "<p>[klik](javascript:alert(1)) situs (https://a.id)</p>")]
    [InlineData("**<i>** *a*", "<p><strong>&lt;i&gt;</strong> <em>a</em></p>")]
    [InlineData("** x ** * y", "<p>** x ** * y</p>")]
    [InlineData("", "")]
    public void Html_Markdown_PutsOutItsOwnTagsOnly(string text, string html) => Assert.Equal(html, PostMarkdown.Html(text));

    [Theory]
    [InlineData("*")]
    [InlineData("[](")]
    [InlineData("**a")]
    [InlineData("1. \n")]
    public void Html_HostileRepetition_Ends(string part) => Assert.NotNull(PostMarkdown.Html(string.Concat(Enumerable.Repeat(part, 5000 / part.Length))));

    [Fact]
    public void Excerpt_LongText_EndsAtAWord() => Assert.Equal("Satu dua…", PostMarkdown.Excerpt("- **Satu**\n- dua\n\ntiga empat", 11));
}
