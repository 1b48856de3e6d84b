namespace PublicVoice.Reports;

/// <summary>The two languages of the product. Indonesian is the default everywhere.</summary>
public enum Language
{
    Indonesian,
    English,
}

/// <summary>A text in both languages. <see cref="English"/> falls back to Indonesian where an instrument gives none.</summary>
public sealed record LocalText(string Indonesian, string English)
{
    public string In(Language language) => language == Language.English ? English : Indonesian;

    public override string ToString() => Indonesian;
}
