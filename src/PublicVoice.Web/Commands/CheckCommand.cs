using System.CommandLine;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Commands;

public static class CheckCommand
{
    public static Command Create(CommandHost host)
    {
        var repair = new Option<bool>("--repair") { Description = "Put right what differs." };
        var tallies = new Command("tallies", "Counts all responses again and compares with the stored tallies. May run while answers come in.") { repair };
        tallies.SetAction((parsed, cancellationToken) => host.RunAsync(
            (services, token) => RunAsync(services, parsed.GetValue(repair), token), cancellationToken));
        var kept = new Option<string?>("--kept") { Description = "Last hash that an earlier run printed: says whether entries were cut off since, or all worked out anew." };
        var audit = new Command("audit", "Follows the hash chain of the audit log and prints its last hash, to be kept elsewhere.") { kept };
        audit.SetAction((parsed, cancellationToken) => host.RunAsync((services, token) => CheckAuditAsync(services, parsed.GetValue(kept), token), cancellationToken));
        return new Command("check", "Checks what is stored.") { tallies, audit };
    }

    private static async Task<int> CheckAuditAsync(IServiceProvider services, string? kept, CancellationToken cancellationToken)
    {
        var hash = kept?.Trim() is { Length: SHA256.HashSizeInBytes * 2 } text && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : null;
        if (kept is not null && hash is null)
        {
            throw new RefusedException($"--kept takes the last hash that an earlier run printed: {SHA256.HashSizeInBytes * 2} letters a–f and digits.");
        }

        var (count, last, broken, hasKept) = await services.GetRequiredService<AuditLog>().CheckAsync(hash, cancellationToken);
        foreach (var id in broken)
        {
            await Console.Error.WriteLineAsync($"Broken at entry {id}: it was changed, or what stood before it was.");
        }

        if (!hasKept)
        {
            await Console.Error.WriteLineAsync("No entry has the kept hash: entries were cut off at the end, or the chain was worked out anew.");
        }

        await Console.Out.WriteLineAsync($"{count} entries, last hash {Convert.ToHexStringLower(last)}.");
        return broken.Count == 0 && hasKept ? ExitCode.Done : ExitCode.Refused;
    }

    private static async Task<int> RunAsync(IServiceProvider services, bool repair, CancellationToken cancellationToken)
    {
        var context = services.GetRequiredService<PublicVoiceDbContext>();
        var differing = 0;
        var check = services.GetRequiredService<TallyCheck>();
        await foreach (var key in check.DifferencesAsync(repair, cancellationToken))
        {
            differing++;
            await (repair ? Console.Out : Console.Error).WriteLineAsync($"{(repair ? "Repaired" : "Differs")}: {await NameAsync(context, key, cancellationToken)}");
        }

        foreach (var (id, damage) in check.Damaged)
        {
            await Console.Error.WriteLineAsync($"Damaged: response {id} holds {damage}. It was left out.");
        }

        if (differing > 0 && !repair)
        {
            await Console.Error.WriteLineAsync($"{differing} tallies differ from their responses. Run again with --repair to put them right.");
            return ExitCode.Refused;
        }

        await Console.Out.WriteLineAsync(differing > 0 ? $"{differing} tallies repaired." : "All tallies equal their responses.");
        return check.Damaged.Count == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    private static async Task<string> NameAsync(PublicVoiceDbContext context, TallyKey key, CancellationToken cancellationToken)
    {
        var unit = await context.Units.Where(unit => unit.Id == key.UnitId).Select(unit => unit.Code).SingleAsync(cancellationToken);
        var service = await context.Services.Where(service => service.Id == key.ServiceId).Select(service => service.Code).SingleOrDefaultAsync(cancellationToken);
        var version = await context.QuestionnaireVersions.Where(version => version.Id == key.QuestionnaireVersionId)
            .Join(
                context.Questionnaires,
                version => version.QuestionnaireId,
                questionnaire => questionnaire.Id,
                (version, questionnaire) => $"{questionnaire.Code} version {version.Number}")
            .SingleAsync(cancellationToken);
        return $"{unit}, {service ?? "no service"}, {key.Month / 100}-{key.Month % 100:00}, {version}, {key.Class}";
    }
}
