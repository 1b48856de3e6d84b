using PublicVoice.Reports;

namespace PublicVoice.Web.Infrastructure;

/// <summary>The reader's language. Texts stand in pairs where they are used: <c>@W["Pilih layanan", "Choose the service"]</c>.</summary>
public sealed class Wording
{
    public const string QueryKey = "lang";

    private bool keepInLinks;
    private string pathBase = "";
    private IQueryCollection query = QueryCollection.Empty;

    public Language Language { get; private set; }

    public string Code => CodeOf(Language);

    public Language Other => Language == Language.Indonesian ? Language.English : Language.Indonesian;

    public string this[string indonesian, string english] => Language == Language.English ? english : indonesian;

    public string this[LocalText text] => text.In(Language);

    public static string CodeOf(Language language) => language == Language.English ? "en" : "id";

    /// <summary>
    /// An address of this site. A reader who chose the language by the address keeps it there, so that the choice also holds where
    /// cookies are refused.
    /// </summary>
    public string Link(string path) => keepInLinks ? $"{pathBase}{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{QueryKey}={Code}" : pathBase + path;

    /// <summary>The same page in the other language, relative to the address the reader sees.</summary>
    public string OtherLanguageLink =>
        QueryString.Create(query.Where(pair => pair.Key != QueryKey).Append(new(QueryKey, CodeOf(Other)))).Value!;

    internal void Use(Language language, bool chosenByAddress, HttpRequest request)
    {
        Language = language;
        keepInLinks = chosenByAddress;
        pathBase = request.PathBase.Value ?? "";
        query = request.Query;
    }
}
