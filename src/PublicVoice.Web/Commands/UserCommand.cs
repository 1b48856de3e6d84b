using System.CommandLine;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Commands;

public static class UserCommand
{
    private static readonly Option<bool> Admin = new("--admin") { Description = "Makes an administrator, who invites everybody else.", Required = true };
    private static readonly Option<string> Email = new("--email") { Description = "E-mail address: the name to sign in with.", Required = true };
    private static readonly Option<string?> Name = new("--name") { Description = "Name of the person. Default: the address." };
    private static readonly Option<string?> UnitCode = new("--unit") { Description = "Code of the government or unit. Default: the only government there is." };
    private static readonly Option<string> Lang = new("--lang") { Description = "Language of mails: id or en.", DefaultValueFactory = _ => "id" };

    public static Command Create(CommandHost host)
    {
        Lang.AcceptOnlyFromAmong("id", "en");
        var add = new Command("add", "Makes the first account of a government and prints its one-time link, valid for seven days.") { Admin, Email, Name, UnitCode, Lang };
        add.SetAction((parsed, cancellationToken) => host.RunAsync(
            (services, token) => AddAsync(services, parsed.GetRequiredValue(Email), parsed.GetValue(Name), parsed.GetValue(UnitCode), parsed.GetRequiredValue(Lang), token), cancellationToken));
        var reset = new Command("reset", "Removes password and second factor of an account and prints a one-time link to choose new ones, valid for seven days.") { Email };
        reset.SetAction((parsed, cancellationToken) => host.RunAsync((services, token) => ResetAsync(services, parsed.GetRequiredValue(Email), token), cancellationToken));
        return new Command("user", "Accounts of staff.") { add, reset };
    }

    private static async Task<int> AddAsync(
        IServiceProvider services, string email, string? name, string? unitCode, string language, CancellationToken cancellationToken)
    {
        email = email.Trim();
        if (!Account.IsAddress(email))
        {
            await Console.Error.WriteLineAsync($"\"{email}\" is not an e-mail address.");
            return ExitCode.Refused;
        }

        var context = services.GetRequiredService<PublicVoiceDbContext>();
        var units = unitCode is null
            ? await context.Units.AsNoTracking().Where(unit => unit.ParentId == null).OrderBy(unit => unit.Code).Take(2).ToListAsync(cancellationToken)
            : [.. new[] { await services.GetRequiredService<UnitDirectory>().FindAsync(unitCode, cancellationToken) }.OfType<Unit>()];
        if (units.Count != 1)
        {
            await Console.Error.WriteLineAsync(
                unitCode is not null ? $"There is no unit \"{unitCode}\"."
                : units.Count == 0 ? "There is no government yet: import units first."
                : "There are several governments: name one with --unit.");
            return ExitCode.Refused;
        }

        var (account, invitation) = await services.GetRequiredService<People>().GrantAsync(
            new RoleGrant { Name = Shortened(name ?? email), Email = email, Language = language, Role = StaffRole.Administrator, Unit = units[0] }, cancellationToken);
        await Console.Out.WriteLineAsync(account.IsDisabled
            ? $"{email} is now administrator of {units[0].Name}, but the account is disabled: another administrator must enable it before it can be used."
            : invitation is null
            ? $"{email} has an account already and is now administrator of {units[0].Name}."
            : $"{email} is administrator of {units[0].Name}. One-time link, valid for seven days:\n{invitation}");
        return ExitCode.Done;
    }

    private static async Task<int> ResetAsync(IServiceProvider services, string email, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<UserManager<Account>>().FindByEmailAsync(email.Trim()) is not { IsInvited: false, IsDisabled: false } account)
        {
            await Console.Error.WriteLineAsync($"There is no account \"{email.Trim()}\" that can be signed in to.");
            return ExitCode.Refused;
        }

        var link = await services.GetRequiredService<People>().ResetSignInAsync(account.Id, "", null, cancellationToken);
        await Console.Out.WriteLineAsync($"Password and second factor of {account.Email} are removed. One-time link, valid for seven days:\n{link}");
        return ExitCode.Done;
    }

    private static string Shortened(string name) => name.Length > Account.NameMaxLength ? name[..Account.NameMaxLength] : name;
}
