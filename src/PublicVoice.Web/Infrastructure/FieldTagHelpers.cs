using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace PublicVoice.Web.Infrastructure;

/// <summary>
/// A labelled field with hint and error: <c>&lt;field for="Email" label="…" type="email" /&gt;</c>. Options or a text area may stand inside as content.
/// Passwords are never shown again.
/// </summary>
[HtmlTargetElement("field")]
public sealed class FieldTagHelper : TagHelper
{
    public required ModelExpression For { get; set; }
    public required string Label { get; set; }

    /// <summary>Name of the field where it is not that of the property, which stands in an object of its own.</summary>
    public string? Name { get; set; }
    public string? Hint { get; set; }
    public string Type { get; set; } = "text";
    public string? Autocomplete { get; set; }
    public int MaxLength { get; set; } = 200;

    /// <summary>Choices: a select where given.</summary>
    public IEnumerable<SelectListItem>? Items { get; set; }

    public int Rows { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var name = Name ?? ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name); // a partial may lie below a property
        var id = Id(name);
        var error = ViewContext.ModelState.TryGetValue(name, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;
        var value = entry?.AttemptedValue ?? For.Model switch
        {
            DateOnly day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            { } other => Convert.ToString(other, System.Globalization.CultureInfo.InvariantCulture),
            null => "",
        };
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", error is null ? "row" : "row wrong");
        var label = new TagBuilder("label");
        label.Attributes["for"] = id;
        label.InnerHtml.Append(Label);
        output.Content.AppendHtml(label);
        Append(output, Hint, "hint", id + "-hint");
        Append(output, error, "error", id + "-error");
        output.Content.AppendHtml(Control(name, id, value ?? "", Described(id, error)));
    }

    public static string Id(string name) => "f-" + name.Replace('.', '-').Replace('[', '-').Replace(']', '-');

    private static void Append(TagHelperOutput output, string? text, string cssClass, string id)
    {
        if (text is not null)
        {
            var paragraph = new TagBuilder("p");
            paragraph.AddCssClass(cssClass);
            paragraph.Attributes["id"] = id;
            paragraph.InnerHtml.Append(text);
            output.Content.AppendHtml(paragraph);
        }
    }

    private string? Described(string id, string? error) =>
        (Hint, error) switch
        {
            (null, null) => null,
            (not null, null) => id + "-hint",
            (null, not null) => id + "-error",
            _ => $"{id}-hint {id}-error",
        };

    private TagBuilder Control(string name, string id, string value, string? described)
    {
        var control = new TagBuilder(Items is not null ? "select" : Rows > 0 ? "textarea" : "input");
        control.Attributes["id"] = id;
        control.Attributes["name"] = name;
        if (described is not null)
        {
            control.Attributes["aria-describedby"] = described;
        }

        if (Autocomplete is not null)
        {
            control.Attributes["autocomplete"] = Autocomplete;
        }

        if (Items is not null)
        {
            foreach (var item in Items)
            {
                var option = new TagBuilder("option");
                option.Attributes["value"] = item.Value;
                if (item.Value == value || (value.Length == 0 && item.Selected))
                {
                    option.Attributes["selected"] = "selected";
                }

                option.InnerHtml.Append(item.Text);
                control.InnerHtml.AppendHtml(option);
            }

            return control;
        }

        if (Type is not ("file" or "date"))
        {
            control.Attributes["maxlength"] = MaxLength.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (Rows > 0)
        {
            control.Attributes["rows"] = Rows.ToString(System.Globalization.CultureInfo.InvariantCulture);
            control.InnerHtml.Append(value);
            return control;
        }

        control.TagRenderMode = TagRenderMode.SelfClosing;
        control.Attributes["type"] = Type;
        if (Type is not ("password" or "file"))
        {
            control.Attributes["value"] = value;
        }

        return control;
    }
}

/// <summary>What is wrong with a form, on top of it, with links to the fields.</summary>
[HtmlTargetElement("error-summary", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorSummaryTagHelper(Wording wording) : TagHelper
{
    /// <summary>Names of fields in the order of the page, where that is not the order in which they were sent.</summary>
    public IReadOnlyList<string> Fields { get; set; } = [];

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var request = ViewContext.HttpContext.Request;
        IEnumerable<string> order = Fields.Count > 0 ? Fields : request.HasFormContentType ? request.Form.Keys : request.Query.Keys;
        var errors = ViewContext.ModelState.SelectMany(entry => entry.Value!.Errors.Select(error => (Name: entry.Key, error.ErrorMessage)))
            .OrderBy(error => order.TakeWhile(name => !name.Equals(error.Name, StringComparison.OrdinalIgnoreCase)).Count()).ToList();
        if (errors.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "errors");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute("autofocus", null);
        var heading = new TagBuilder("h2");
        heading.InnerHtml.Append(wording["Ada yang perlu diperbaiki", "There is a problem"]);
        var list = new TagBuilder("ul");
        foreach (var (name, message) in errors)
        {
            var item = new TagBuilder("li");
            if (name.Length == 0)
            {
                item.InnerHtml.Append(message);
            }
            else
            {
                var link = new TagBuilder("a");
                link.Attributes["href"] = "#" + FieldTagHelper.Id(name);
                link.InnerHtml.Append(message);
                item.InnerHtml.AppendHtml(link);
            }

            list.InnerHtml.AppendHtml(item);
        }

        output.Content.AppendHtml(heading);
        output.Content.AppendHtml(list);
    }
}
