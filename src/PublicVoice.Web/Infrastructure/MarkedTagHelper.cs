using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using PublicVoice.Reports.Comments;

namespace PublicVoice.Web.Infrastructure;

/// <summary>Text in which what looks like personal data is marked, as its writer saw it before sending.</summary>
[HtmlTargetElement("marked", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MarkedTagHelper : TagHelper
{
    public string Text { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        var at = 0;
        foreach (var span in PersonalData.Find(Text))
        {
            output.Content.Append(Text[at..span.Start]);
            var mark = new TagBuilder("mark");
            mark.InnerHtml.Append(Text.Substring(span.Start, span.Length));
            output.Content.AppendHtml(mark);
            at = span.Start + span.Length;
        }

        output.Content.Append(Text[at..]);
    }
}
