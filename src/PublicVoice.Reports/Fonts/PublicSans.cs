namespace PublicVoice.Reports.Fonts;

/// <summary>The one typeface of the reports: Public Sans, SIL Open Font License 1.1, embedded by the build.</summary>
internal static class PublicSans
{
    public static readonly FontFile Regular = Load("400Regular");
    public static readonly FontFile SemiBold = Load("600SemiBold");
    public static readonly FontFile Bold = Load("700Bold");
    public static readonly FontFile Italic = Load("400Regular_Italic");

    public static IReadOnlyList<FontFile> All { get; } = [Regular, SemiBold, Bold, Italic];

    private static FontFile Load(string face)
    {
        var name = $"PublicSans_{face}.ttf";
        using var stream = typeof(PublicSans).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The font {name} is not embedded in this build.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new FontFile($"PublicSans{face}", bytes);
    }
}
