using System.Net;

namespace PublicVoice.Web.HumanChecks;

/// <summary>What came with a form as the proof that a person sent it.</summary>
/// <param name="Proof">What the check put into the form; empty where it put nothing there.</param>
/// <param name="SubmissionKey">Key of the form.</param>
/// <param name="Address">Where it came from; never stored.</param>
public sealed record HumanProof(string Proof, Guid SubmissionKey, IPAddress? Address);

/// <summary>Tells people from programs. Whoever does not pass is never refused: the rating is taken more slowly and marked as unchecked.</summary>
public interface IHumanCheck
{
    Task<bool> PassesAsync(HumanProof proof, CancellationToken cancellationToken);
}
