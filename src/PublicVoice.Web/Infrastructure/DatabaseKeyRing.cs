using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.Infrastructure;

/// <summary>Keeps the data-protection keys in the database: a form opened before a restart, or on another node, is still accepted.</summary>
public sealed class DatabaseKeyRing(IServiceScopeFactory scopes) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var context = scope.ServiceProvider.GetRequiredService<PublicVoiceDbContext>();
        return [.. context.StoredKeys.Select(key => key.Xml).AsEnumerable().Select(xml => XElement.Parse(xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var context = scope.ServiceProvider.GetRequiredService<PublicVoiceDbContext>();
        context.StoredKeys.Add(new StoredKey { FriendlyName = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        context.SaveChanges();
    }
}
