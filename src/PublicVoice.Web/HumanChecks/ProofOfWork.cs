using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.HumanChecks;

/// <summary>A sum for the browser in the form of ALTCHA (altcha.org), version 3: find the counter whose derived key begins with the prefix.</summary>
public sealed record WorkChallenge(
    [property: JsonPropertyName("parameters")] WorkParameters Parameters, [property: JsonPropertyName("signature")] string Signature);

/// <param name="Data">What the answer is bound to.</param>
public sealed record WorkParameters(
    [property: JsonPropertyName("algorithm")] string Algorithm,
    [property: JsonPropertyName("cost")] int Cost,
    [property: JsonPropertyName("data")] WorkData Data,
    [property: JsonPropertyName("expiresAt")] long ExpiresAt,
    [property: JsonPropertyName("keyLength")] int KeyLength,
    [property: JsonPropertyName("keyPrefix")] string KeyPrefix,
    [property: JsonPropertyName("nonce")] string Nonce,
    [property: JsonPropertyName("salt")] string Salt);

public sealed record WorkData([property: JsonPropertyName("key")] string Key);

public sealed record WorkSolution(
    [property: JsonPropertyName("counter")] uint Counter, [property: JsonPropertyName("derivedKey")] string DerivedKey);

public sealed record WorkProof(
    [property: JsonPropertyName("challenge")] WorkChallenge Challenge, [property: JsonPropertyName("solution")] WorkSolution Solution);

/// <summary>
/// The check that needs nobody else: a signed challenge, bound to the submission key of the form and to an hour. A submission key is
/// stored once only, so each answer serves for one rating, on any number of nodes, and the same form sent again stays checked.
/// </summary>
public sealed class ProofOfWork(ReceiptCodes secrets, IOptions<HumanCheckOptions> options, TimeProvider clock) : IHumanCheck
{
    public const int MaxProofLength = 4000;

    private const string Algorithm = "PBKDF2/SHA-256";
    private const int KeyLength = 32;
    private const int PrefixLength = KeyLength / 2;
    private static readonly TimeSpan Lifespan = TimeSpan.FromHours(1);

    private readonly byte[] secret = secrets.Derive("human check");

    public WorkChallenge Challenge(Guid submissionKey)
    {
        var (most, nonce, salt) = (options.Value.WorkTries, RandomNumberGenerator.GetBytes(16), RandomNumberGenerator.GetBytes(16));
        var counter = (uint)RandomNumberGenerator.GetInt32(most / 2, most + 1); // never found at once, never long sought
        var key = Derive(nonce, salt, options.Value.WorkCost, counter);
        var parameters = new WorkParameters(
            Algorithm,
            options.Value.WorkCost,
            new WorkData(submissionKey.ToString("D")),
            clock.GetUtcNow().Add(Lifespan).ToUnixTimeSeconds(),
            KeyLength,
            Convert.ToHexStringLower(key[..PrefixLength]),
            Convert.ToHexStringLower(nonce),
            Convert.ToHexStringLower(salt));
        return new WorkChallenge(parameters, Sign(parameters));
    }

    public Task<bool> PassesAsync(HumanProof proof, CancellationToken cancellationToken) => Task.FromResult(Passes(proof));

    private bool Passes(HumanProof proof)
    {
        if (Read(proof.Proof) is not { Challenge: { Parameters: { } parameters, Signature: { } signature }, Solution.DerivedKey: { } derived } read
            || !Same(signature, Sign(parameters)))
        {
            return false;
        }

        return parameters.Data.Key == proof.SubmissionKey.ToString("D")
            && clock.GetUtcNow().ToUnixTimeSeconds() < parameters.ExpiresAt
            && derived.StartsWith(parameters.KeyPrefix, StringComparison.Ordinal)
            && Same(derived, Convert.ToHexStringLower(
                Derive(Convert.FromHexString(parameters.Nonce), Convert.FromHexString(parameters.Salt), parameters.Cost, read.Solution.Counter)));
    }

    private static WorkProof? Read(string proof)
    {
        try
        {
            return proof.Length is 0 or > MaxProofLength ? null : JsonSerializer.Deserialize<WorkProof>(Convert.FromBase64String(proof));
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Its properties are declared in the order of their names, as ALTCHA signs them.</summary>
    private string Sign(WorkParameters parameters) => Convert.ToHexStringLower(HMACSHA256.HashData(secret, JsonSerializer.SerializeToUtf8Bytes(parameters)));

    private static bool Same(string left, string right) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(left), Encoding.ASCII.GetBytes(right));

    private static byte[] Derive(byte[] nonce, byte[] salt, int cost, uint counter)
    {
        var password = new byte[nonce.Length + sizeof(uint)];
        nonce.CopyTo(password, 0);
        BinaryPrimitives.WriteUInt32BigEndian(password.AsSpan(nonce.Length), counter);
        return Rfc2898DeriveBytes.Pbkdf2(password, salt, cost, HashAlgorithmName.SHA256, KeyLength);
    }
}
