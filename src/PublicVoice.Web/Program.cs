using PublicVoice.Web.Commands;

return await CommandLine.RunAsync(args);

/// <summary>Names the entry point for tests that host the application.</summary>
public partial class Program;
