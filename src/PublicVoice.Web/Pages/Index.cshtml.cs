using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages;

public sealed class IndexModel(UnitSearch search) : PageModel
{
    private const int MaxWordsLength = 100;

    [FromQuery(Name = "q")]
    public string? Words { get; set; }

    public IReadOnlyList<UnitListing> Governments { get; private set; } = [];

    /// <summary>Null when nothing was searched for.</summary>
    public IReadOnlyList<UnitListing>? Found { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Words = Words?.Trim() is { Length: > 0 } words ? words[..Math.Min(words.Length, MaxWordsLength)].Replace("\0", "", StringComparison.Ordinal) : null;
        Found = Words is null ? null : await search.FindAsync(Words, cancellationToken);
        Governments = await search.GovernmentsAsync(cancellationToken);
    }
}
