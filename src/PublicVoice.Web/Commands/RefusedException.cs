namespace PublicVoice.Web.Commands;

/// <summary>A command was understood, but refuses; the message is the whole reason.</summary>
public sealed class RefusedException(string reason) : Exception(reason);
