using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.SignIn;

/// <summary>A new password, typed twice.</summary>
public sealed class NewPasswordForm
{
    public string? Current { get; set; }
    public string? Password { get; set; }
    public string? Repeated { get; set; }

    /// <summary>Only a signed-in person has it to give.</summary>
    public bool AsksForCurrent { get; init; }

    public void Check(ModelStateDictionary state, Wording w)
    {
        if (AsksForCurrent && string.IsNullOrEmpty(Current))
        {
            state.AddModelError(nameof(Current), w["Isi kata sandi Anda sekarang", "Enter your current password"]);
        }

        if (Password is not { Length: >= PasswordRules.MinLength and <= PasswordRules.MaxLength })
        {
            state.AddModelError(nameof(Password), w[$"Pakai sedikitnya {PasswordRules.MinLength} karakter", $"Use at least {PasswordRules.MinLength} characters"]);
        }
        else if (Password != Repeated)
        {
            state.AddModelError(nameof(Repeated), w["Ketik kata sandi yang sama dua kali", "Type the same password twice"]);
        }
    }

    /// <summary>What Identity refuses, in the reader's words.</summary>
    public static void Add(ModelStateDictionary state, IReadOnlyList<IdentityError> errors, Wording w)
    {
        foreach (var code in errors.Select(error => error.Code))
        {
            var (field, text) = code switch
            {
                "PasswordMismatch" => (nameof(Current), w["Kata sandi sekarang salah", "The current password is wrong"]),
                "PasswordRequiresUniqueChars" => (nameof(Password), w[$"Pakai sedikitnya {PasswordRules.MinDifferent} karakter yang berbeda", $"Use at least {PasswordRules.MinDifferent} different characters"]),
                CommonPasswords.Code => (nameof(Password), w["Kata sandi ini terlalu mudah ditebak. Pakai beberapa kata yang tidak berhubungan", "This password is too easy to guess. Use several unrelated words"]),
                "PasswordTooShort" => (nameof(Password), w[$"Pakai sedikitnya {PasswordRules.MinLength} karakter", $"Use at least {PasswordRules.MinLength} characters"]),
                _ => (nameof(Password), w["Kata sandi ini tidak dapat dipakai. Coba yang lain, atau minta tautan baru", "This password cannot be used. Try another one, or ask for a new link"]),
            };
            state.AddModelError(field, text);
        }
    }
}
