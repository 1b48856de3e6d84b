using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.OwnAccount;

/// <summary>Asks a signed-in person for the password again, since a page left open is not the person. Wrong ones count towards the lock.</summary>
public sealed class PasswordConfirmation(SignInManager<Account> signIn, Wording w)
{
    /// <param name="state">Takes what is wrong, under <paramref name="field"/>.</param>
    public async Task<bool> CheckAsync(ModelStateDictionary state, string field, Account account, string? password)
    {
        if (string.IsNullOrEmpty(password))
        {
            state.AddModelError(field, w["Isi kata sandi Anda sekarang", "Enter your current password"]);
            return false;
        }

        if (!(await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true)).Succeeded)
        {
            state.AddModelError(field, w[
                "Kata sandi salah, atau akun sedang terkunci. Setelah lima kali salah, akun terkunci lima belas menit",
                "The password is wrong, or the account is locked. After five wrong attempts it is locked for fifteen minutes"]);
            return false;
        }

        return true;
    }
}
