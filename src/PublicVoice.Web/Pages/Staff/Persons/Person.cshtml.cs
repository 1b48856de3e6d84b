using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.Persons;

/// <summary>
/// A person is seen by administrators and auditors of any of their roles; administrators change the roles in their scope, and the account
/// itself only where they cover all of its roles.
/// </summary>
[Needs(StaffTask.ReadPeople)]
public sealed class PersonModel(People people, PeopleList list, CurrentStaff staff, ReaderTime time, Wording w) : PageModel
{
    [FromRoute]
    public int Id { get; set; }

    public Person Found { get; private set; } = null!;

    /// <summary>The person as far as the reader may change anything; null where they only read.</summary>
    public Person? Managed { get; private set; }

    /// <summary>Null where the account was never used.</summary>
    public string? LastActive { get; private set; }

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var cancellationToken = HttpContext.RequestAborted;
        Managed = await list.FindAsync(Id, staff.Scopes(StaffTask.ManagePeople), cancellationToken);
        var found = HttpMethods.IsPost(Request.Method) ? Managed : await list.FindAsync(Id, staff.Scopes(StaffTask.ReadPeople), cancellationToken);
        if (found is null || (found.HasOthers && context.HandlerMethod is { HttpMethod: "Post", Name: not "Revoke" }))
        {
            context.Result = NotFound();
            return;
        }

        Found = found;
        LastActive = found.Account.LastActiveOn is { } seen ? time.Text(seen, await time.ZoneAsync(cancellationToken)) : null;
        await next();
    }

    public async Task<IActionResult> OnPostRevokeAsync(int roleId)
    {
        if (Found.Roles.FirstOrDefault(role => role.Held.Id == roleId) is not { } role)
        {
            return Done(w["Peran itu sudah dicabut.", "That role was revoked already."], isStillSeen: true);
        }

        return await people.RevokeAsync(Found.Account, role.Held, role.Unit, HttpContext.RequestAborted)
            ? Done(w["Peran dicabut.", "The role was revoked."], isStillSeen: Found.Roles.Count > 1 && Id != staff.Account!.Id)
            : LastAdministrator();
    }

    public async Task<IActionResult> OnPostDisableAsync()
    {
        return Found.Account.IsDisabled || await people.DisableAsync(Id, Path, StaffTask.ManagePeople, HttpContext.RequestAborted)
            ? Done(w["Akun dinonaktifkan dan dikeluarkan dari semua perangkat.", "The account was disabled and signed out everywhere."], isStillSeen: true)
            : LastAdministrator();
    }

    public async Task<IActionResult> OnPostEnableAsync()
    {
        if (Found.Account.IsDisabled)
        {
            await people.EnableAsync(Id, Path, HttpContext.RequestAborted);
        }

        return Done(w["Akun aktif kembali.", "The account is enabled again."], isStillSeen: true);
    }

    public async Task<IActionResult> OnPostEndSessionsAsync()
    {
        await people.EndSessionsAsync(Found.Account, Path, HttpContext.RequestAborted);
        return Done(w["Dikeluarkan dari semua perangkat.", "Signed out on all devices."], isStillSeen: true);
    }

    public async Task<IActionResult> OnPostResetAsync()
    {
        if (!MayReset)
        {
            return NotFound();
        }

        await people.ResetSignInAsync(Id, Path, StaffTask.ManagePeople, HttpContext.RequestAborted);
        return Done(w[
            $"Kata sandi dan verifikasi dua langkah {Found.Account.Name} dihapus; undangan baru sedang dikirim.",
            $"Password and second factor of {Found.Account.Name} are removed; a new invitation is on its way."], isStillSeen: true);
    }

    /// <summary>Not one's own: that is changed under "my account", with the password.</summary>
    public bool MayReset => Id != staff.Account!.Id && Found.Account is { IsInvited: false, IsDisabled: false };

    public bool MayRevoke(VisibleRole role) => Managed?.Roles.Any(managed => managed.Held.Id == role.Held.Id) == true;

    private string Path => Found.Roles[0].Unit.Path;

    /// <param name="notice">What was done.</param>
    /// <param name="isStillSeen">False where the last role that let the person be seen may have gone.</param>
    private LocalRedirectResult Done(string notice, bool isStillSeen)
    {
        TempData["Notice"] = notice;
        return LocalRedirect(w.Link(isStillSeen ? $"/staff/people/{Id}" : "/staff/people"));
    }

    private PageResult LastAdministrator()
    {
        ModelState.AddModelError("", w[
            "Ini administrator terakhir unit itu. Undang administrator lain dan tunggu sampai undangannya diterima.",
            "This is the last administrator of that unit. Invite another one first and wait until the invitation is accepted."]);
        return this.Invalid();
    }
}
