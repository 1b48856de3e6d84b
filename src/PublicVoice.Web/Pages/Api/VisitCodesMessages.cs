using System.ComponentModel;
using System.Text.Json.Serialization;

namespace PublicVoice.Web.Pages.Api;

/// <summary>An order of visit codes.</summary>
public sealed record VisitCodesRequest
{
    public const int MaxCount = 100;

    [JsonPropertyName("unit")]
    [Description("Code of the unit; default: the unit of the key. Units below it may be named.")]
    public string? Unit { get; init; }

    [JsonPropertyName("service")]
    [Description("Code or name of one service of the unit; default: the codes serve for all.")]
    public string? Service { get; init; }

    [JsonPropertyName("count")]
    [Description("How many codes, 1 to 100.")]
    public int Count { get; init; } = 1;

    [JsonPropertyName("valid_days")]
    [Description("How many days they can be used, 1 to 90, after today.")]
    public int ValidDays { get; init; } = 7;
}

/// <param name="Service">Null where the codes serve for all services.</param>
/// <param name="ValidUntil">Last day, in the time zone of the government.</param>
public sealed record VisitCodesAnswer(
    [property: JsonPropertyName("batch")] int Batch,
    [property: JsonPropertyName("unit")] string Unit,
    [property: JsonPropertyName("service")] string? Service,
    [property: JsonPropertyName("valid_until")] DateOnly ValidUntil,
    [property: JsonPropertyName("codes")] IReadOnlyList<VisitCodeAnswer> Codes);

/// <param name="Address">Of the survey with the code filled in, to print as a QR code.</param>
public sealed record VisitCodeAnswer(
    [property: JsonPropertyName("code")] string Code, [property: JsonPropertyName("address")] Uri Address);
