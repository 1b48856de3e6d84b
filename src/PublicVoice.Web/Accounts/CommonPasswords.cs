using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;

namespace PublicVoice.Web.Accounts;

/// <summary>Refuses what is guessed first (NIST SP 800-63B 5.1.1.2): common words with digits around them, runs of digits, one's own address, the name of the product.</summary>
public sealed partial class CommonPasswords : IPasswordValidator<Account>
{
    public const string Code = "PasswordTooCommon";

    private const int LocalPartMinLength = 4;

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(IsCommon(password ?? "", user.Email ?? "") ? IdentityResult.Failed(new IdentityError { Code = Code }) : IdentityResult.Success);

    public static bool IsCommon(string password, string email)
    {
        var own = email.Split('@')[0];
        return Guessed().IsMatch(password) || (own.Length >= LocalPartMinLength && password.Contains(own, StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex(
        @"publicvoice|^[\W\d_]*((password|passw0rd|passwd|katasandi|kata.?sandi|sandi|qwerty(uiop)?|asdfghjkl|zxcvbnm|abcdef(ghijkl(mnop)?)?|admin(istrator)?|indonesia|rahasia|bismillah|sayang|merdeka|pancasila|garuda|welcome|letmein|iloveyou|selamat|pemkot|pemda)[\W\d_]*)*$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Guessed();
}
