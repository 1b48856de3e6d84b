using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Units;

[Needs(StaffTask.ReadUnits)]
public sealed class IndexModel(PublicVoiceDbContext context, UnitDirectory directory, CurrentStaff staff) : PageModel
{
    public const int Most = 1000;

    [FromQuery]
    public string? Q { get; set; }

    public IReadOnlyList<(Unit Unit, int Services)> Units { get; private set; } = [];

    public bool IsCut { get; private set; }

    public async Task OnGetAsync()
    {
        var query = directory.Within(staff.Scopes(StaffTask.ReadUnits)).AsNoTracking();
        if (!string.IsNullOrWhiteSpace(Q))
        {
            var pattern = Q.Trim().ToUpperInvariant();
#pragma warning disable CA1862 // becomes SQL, where upper() is what both databases have
            query = query.Where(unit => unit.Name.ToUpper().Contains(pattern) || unit.Code.ToUpper().Contains(pattern));
#pragma warning restore CA1862
        }

        var found = await query.OrderBy(unit => unit.Path).Take(Most + 1)
            .Select(unit => new { Unit = unit, Services = context.Services.Count(service => service.UnitId == unit.Id && !service.Archived) })
            .ToListAsync(HttpContext.RequestAborted);
        IsCut = found.Count > Most;
        Units = [.. found.Take(Most).Select(row => (row.Unit, row.Services))];
    }

    /// <summary>Steps below the topmost unit that the reader sees.</summary>
    public int DepthOf(Unit unit) =>
        unit.Path.Count(letter => letter == '/') - staff.Scopes(StaffTask.ReadUnits).Where(path => unit.Path.StartsWith(path, StringComparison.Ordinal)).Min(path => path.Count(letter => letter == '/'));
}
