using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Surveys;

public sealed class ChooseModel(SurveyPlaces places, UnitDirectory directory, UnitSearch search, Wording wording) : PageModel
{
    public SurveyPlace Place { get; private set; } = null!;

    public IReadOnlyList<Service> Services { get; private set; } = [];

    /// <summary>Who took over, where several did.</summary>
    public IReadOnlyList<SurveySuccessor> Successors { get; private set; } = [];

    public IReadOnlyList<UnitListing> Below { get; private set; } = [];

    /// <summary>False in the rare case that a service bears the code of the unit as such.</summary>
    public bool OffersWholeUnit => Services.All(service => service.ShortCode != SurveyPlace.WholeUnit);

    /// <summary>An address that keeps the visit code of this one.</summary>
    public string Link(string path) =>
        wording.Link(path + (Request.Query[SurveyForm.VisitCodeField].ToString() is { Length: > 0 } code ? $"?{SurveyForm.VisitCodeField}={Uri.EscapeDataString(code)}" : ""));

    public async Task<IActionResult> OnGetAsync(string unit, CancellationToken cancellationToken)
    {
        if (await places.FindAsync(unit, SurveyPlace.WholeUnit, cancellationToken) is not { } place)
        {
            return NotFound();
        }

        Place = place with { Service = null };
        Below = await search.BelowAsync(place.Unit, cancellationToken);
        if (!Place.IsOpen)
        {
            Successors = Place.IsOffered ? [] : await places.SuccessorsAsync(Place, cancellationToken);
            if (Successors.Count == 1)
            {
                return Redirect(Link(Successors[0].Address));
            }

            if (Successors.Count > 1)
            {
                return Page();
            }

            Response.StatusCode = Place.IsOffered ? StatusCodes.Status200OK : StatusCodes.Status410Gone;
            return Page();
        }

        Services = await directory.ServicesAsync(place.Unit.Id, cancellationToken);
        return (Services.Count, Below.Count) switch
        {
            (1, 0) => Redirect(Link($"/s/{place.Unit.Code}/{Services[0].ShortCode}")),
            (0, 0) => Redirect(Link(Place.Path)),
            _ => Page(),
        };
    }
}
