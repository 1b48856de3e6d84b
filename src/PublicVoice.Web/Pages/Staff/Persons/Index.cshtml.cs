using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.Persons;

[Needs(StaffTask.ReadPeople)]
public sealed class IndexModel(PeopleList list, CurrentStaff staff, Wording w) : PageModel
{
    [FromQuery]
    public string? Q { get; set; }

    [FromQuery(Name = "p")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<Person> People { get; private set; } = [];

    public int Count { get; private set; }

    public async Task OnGetAsync()
    {
        Number = Math.Clamp(Number, 1, 100_000);
        (People, Count) = await list.FindAsync(staff.Scopes(StaffTask.ReadPeople), Q, Number, HttpContext.RequestAborted);
    }

    public bool MayInvite => staff.Has(StaffTask.ManagePeople);

    public string LinkTo(int number) => w.Link($"/staff/people?p={number}" + (Q is null ? "" : $"&q={Uri.EscapeDataString(Q)}"));
}
