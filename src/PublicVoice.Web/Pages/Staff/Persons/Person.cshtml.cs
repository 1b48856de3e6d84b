using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.Persons;

/// <summary>A person is seen by administrators of any of their roles; the account itself is theirs only where they cover all of its roles.</summary>
[Needs(StaffTask.ManagePeople)]
public sealed class PersonModel(People people, PeopleList list, CurrentStaff staff, Wording w) : PageModel
{
    [FromRoute]
    public int Id { get; set; }

    public Person Found { get; private set; } = null!;

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await list.FindAsync(Id, staff.Scopes(StaffTask.ManagePeople), HttpContext.RequestAborted) is not { } found)
        {
            context.Result = NotFound();
            return;
        }

        Found = found;
        await next();
    }

    public async Task<IActionResult> OnPostRevokeAsync(int roleId)
    {
        if (Found.Roles.FirstOrDefault(role => role.Held.Id == roleId) is not { } role)
        {
            return Done(w["Peran itu sudah dicabut.", "That role was revoked already."]);
        }

        return await people.RevokeAsync(Found.Account, role.Held, role.Unit, HttpContext.RequestAborted)
            ? Done(w["Peran dicabut.", "The role was revoked."])
            : LastAdministrator();
    }

    public async Task<IActionResult> OnPostDisableAsync()
    {
        if (Found.HasOthers)
        {
            return NotFound();
        }

        return Found.Account.IsDisabled || await people.DisableAsync(Id, Path, StaffTask.ManagePeople, HttpContext.RequestAborted)
            ? Done(w["Akun dinonaktifkan dan dikeluarkan dari semua perangkat.", "The account was disabled and signed out everywhere."])
            : LastAdministrator();
    }

    public async Task<IActionResult> OnPostEnableAsync()
    {
        if (Found.HasOthers)
        {
            return NotFound();
        }

        if (Found.Account.IsDisabled)
        {
            await people.EnableAsync(Id, Path, HttpContext.RequestAborted);
        }

        return Done(w["Akun aktif kembali.", "The account is enabled again."]);
    }

    public async Task<IActionResult> OnPostEndSessionsAsync()
    {
        if (Found.HasOthers)
        {
            return NotFound();
        }

        await people.EndSessionsAsync(Found.Account, Path, HttpContext.RequestAborted);
        return Done(w["Dikeluarkan dari semua perangkat.", "Signed out on all devices."]);
    }

    public async Task<IActionResult> OnPostResetAsync()
    {
        if (Found.HasOthers || !MayReset)
        {
            return NotFound();
        }

        await people.ResetSignInAsync(Id, Path, StaffTask.ManagePeople, HttpContext.RequestAborted);
        return Done(w[
            $"Kata sandi dan verifikasi dua langkah {Found.Account.Name} dihapus; undangan baru sedang dikirim.",
            $"Password and second factor of {Found.Account.Name} are removed; a new invitation is on its way."]);
    }

    /// <summary>Not one's own: that is changed under "my account", with the password.</summary>
    public bool MayReset => Id != staff.Account!.Id && Found.Account is { IsInvited: false, IsDisabled: false };

    private string Path => Found.Roles[0].Unit.Path;

    /// <summary>Whoever revokes their own last role no longer sees the person.</summary>
    private LocalRedirectResult Done(string notice)
    {
        TempData["Notice"] = notice;
        return LocalRedirect(w.Link("/staff/people"));
    }

    private PageResult LastAdministrator()
    {
        ModelState.AddModelError("", w[
            "Ini administrator terakhir unit itu. Undang administrator lain dan tunggu sampai undangannya diterima.",
            "This is the last administrator of that unit. Invite another one first and wait until the invitation is accepted."]);
        return this.Invalid();
    }
}
