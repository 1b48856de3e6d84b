using System.Reflection;
using System.Runtime.CompilerServices;

namespace PublicVoice.Web.Tests;

/// <summary>Features and data know nothing of the web: the command line uses them too.</summary>
public class LayeringTests
{
    private static readonly string[] WebFolders = ["Pages", "Infrastructure"];

    // The table of contents, the options and the commands that start the host.
    private static readonly string[] Composition = ["Commands"];

    private static string Source([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src", "PublicVoice.Web"));

    [Fact]
    public void FeatureFolders_NeverMentionTheWeb()
    {
        var features = Directory.GetDirectories(Source()).Select(folder => Path.GetFileName(folder))
            .Except([.. WebFolders, .. Composition, "bin", "obj", "wwwroot", "Demonstration", "Properties"], StringComparer.Ordinal).ToList();
        Assert.Contains("Surveys", features);
        Assert.Contains("Data", features);
        var mentions =
            from feature in features
            from file in Directory.GetFiles(Path.Combine(Source(), feature), "*.cs", SearchOption.AllDirectories)
            from line in File.ReadLines(file)
            where line.Contains("AspNetCore.Mvc", StringComparison.Ordinal) || line.Contains("AspNetCore.Http", StringComparison.Ordinal)
                || line.Contains("HttpContext", StringComparison.Ordinal) || line.Contains("PublicVoice.Web.Pages", StringComparison.Ordinal)
            select $"{Path.GetFileName(file)}: {line.Trim()}";
        Assert.Empty(mentions);
    }

    [Fact]
    public void FeatureTypes_HaveNoMemberOfTheWeb()
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var mentions =
            from type in typeof(Program).Assembly.GetTypes()
            where type.Namespace is { } space && space.StartsWith("PublicVoice.Web.", StringComparison.Ordinal)
                && !WebFolders.Concat(Composition).Any(folder => space.StartsWith($"PublicVoice.Web.{folder}", StringComparison.Ordinal))
            from member in type.GetMembers(All)
            from used in Used(member)
            where used.Namespace is { } space && (space.StartsWith("Microsoft.AspNetCore.Mvc", StringComparison.Ordinal)
                || space.StartsWith("Microsoft.AspNetCore.Http", StringComparison.Ordinal) || space.StartsWith("PublicVoice.Web.Pages", StringComparison.Ordinal))
            select $"{type.Name}.{member.Name}: {used}";
        Assert.Empty(mentions);
    }

    /// <summary>No address that anybody typed is ever fetched: only the human check calls another server, the one that the operator named.</summary>
    [Fact]
    public void OtherServers_AreCalledByTheHumanCheckAndMailOnly()
    {
        string[] callers = ["HttpClient", "IHttpClientFactory", "WebRequest", "TcpClient", "new Socket(", "HttpMessageInvoker", "Dns."];
        var mentions =
            from file in Directory.GetFiles(Source(), "*.cs", SearchOption.AllDirectories).Concat(Directory.GetFiles(Path.Combine(Source(), "..", "PublicVoice.Reports"), "*.cs", SearchOption.AllDirectories))
            where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            where File.ReadLines(file).Any(line => callers.Any(caller => line.Contains(caller, StringComparison.Ordinal)))
            select Path.GetFileName(file);
        Assert.Equal(["PublicVoiceServices.cs", "SiteVerify.cs"], mentions.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<Type> Used(MemberInfo member) => member switch
    {
        MethodInfo method => [method.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType)],
        ConstructorInfo constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType),
        FieldInfo field => [field.FieldType],
        PropertyInfo property => [property.PropertyType],
        _ => [],
    };
}
