using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.Infrastructure;

/// <summary>Keeps the data-protection keys in the database, sealed: a form opened before a restart, or on another node, is still accepted.</summary>
public sealed class DatabaseKeyRing(IServiceScopeFactory scopes) : IXmlRepository
{
    private const string Purpose = "data-protection key";

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var context = scope.ServiceProvider.GetRequiredService<PublicVoiceDbContext>();
        var secrets = scope.ServiceProvider.GetRequiredService<StoredSecrets>();
        return [.. context.StoredKeys.Select(key => key.Xml).AsEnumerable().Select(stored => XElement.Parse(secrets.Open(Purpose, stored)))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var context = scope.ServiceProvider.GetRequiredService<PublicVoiceDbContext>();
        var secrets = scope.ServiceProvider.GetRequiredService<StoredSecrets>();
        context.StoredKeys.Add(new StoredKey { FriendlyName = friendlyName, Xml = secrets.Seal(Purpose, element.ToString(SaveOptions.DisableFormatting)) });
        context.SaveChanges();
    }
}
