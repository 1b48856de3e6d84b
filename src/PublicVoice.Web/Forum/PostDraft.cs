using PublicVoice.Reports;
using PublicVoice.Reports.Comments;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Delivery;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Forum;

/// <summary>A post as it stands in the form.</summary>
public sealed class PostDraft
{
    /// <summary>Short code of a service of the unit; empty for none.</summary>
    public string? Service { get; set; }

    /// <summary><see cref="PostKind"/> as a number.</summary>
    public string? Kind { get; set; }
    public string? Title { get; set; }
    public string? Text { get; set; }

    /// <summary><see cref="Forum.NameShown"/> as a number.</summary>
    public string? NameShown { get; set; }
    public string? Name { get; set; }
    public string? Confidential { get; set; }
    public string? Email { get; set; }

    /// <summary>Keys of the pictures that the form showed; those that are not among <see cref="Pictures"/> any more were unticked.</summary>
    public IList<string> OfferedPictures { get; set; } = new List<string>();

    /// <summary>Keys of the pictures that belong to it.</summary>
    public IList<string> Pictures { get; set; } = new List<string>();

    /// <summary>What a picture shows, by its key.</summary>
    public Dictionary<string, string?> Alts { get; set; } = [];

    public IReadOnlyList<Guid> PictureKeys() => Keys(Pictures);

    public IReadOnlyList<Guid> UntickedPictures() => Keys(OfferedPictures.Except(Pictures, StringComparer.Ordinal));

    public string? AltOf(Guid picture) => Alts.GetValueOrDefault(picture.ToString("N")) is { Length: > 0 } alt ? alt : null;

    public PostKind? ChosenKind => Choice<PostKind>(Kind);

    public NameShown? ChosenNameShown => Choice<NameShown>(NameShown);

    public bool IsConfidential => !string.IsNullOrEmpty(Confidential);

    /// <summary>What is kept of the name: nothing where the writer stays anonymous.</summary>
    public string? KeptName => ChosenNameShown is null or Forum.NameShown.Anonymous || string.IsNullOrEmpty(Name) ? null : Name;

    /// <summary>Brings what was typed into the form in which it is kept.</summary>
    public void Tidy()
    {
        Alts = Alts.ToDictionary(alt => alt.Key, alt => (string?)ForumText.OneLine(alt.Value), StringComparer.Ordinal);
        (Title, Text, Name, Email) = (ForumText.OneLine(Title), ForumText.Plain(Text), ForumText.OneLine(Name), ForumText.OneLine(Email));
#pragma warning disable CA1308 // addresses are kept in small letters
        Email = Email.ToLowerInvariant();
#pragma warning restore CA1308
    }

    /// <summary>What keeps it from being sent, by the name of the field.</summary>
    /// <param name="services">Services of the unit that can be chosen.</param>
    public IEnumerable<(string Field, LocalText Message)> Errors(IReadOnlyList<Service> services)
    {
        if (!string.IsNullOrEmpty(Service) && services.All(service => service.ShortCode != Service))
        {
            yield return (nameof(Service), new("Pilih layanan dari daftar, atau kosongkan.", "Choose a service from the list, or leave it empty."));
        }

        if (ChosenKind is null)
        {
            yield return (nameof(Kind), new("Pilih jenis topik Anda.", "Choose the kind of your topic."));
        }

        if (string.IsNullOrEmpty(Title))
        {
            yield return (nameof(Title), new("Tulis judul singkat.", "Write a short title."));
        }
        else if (Title.Length > Post.TitleMaxLength)
        {
            yield return (nameof(Title), TooLong("Judul", "The title", Title.Length, Post.TitleMaxLength));
        }

        if (string.IsNullOrEmpty(Text))
        {
            yield return (nameof(Text), new("Tulis apa yang ingin Anda sampaikan.", "Write what you want to say."));
        }
        else if (Text.Length > Post.TextMaxLength)
        {
            yield return (nameof(Text), TooLong("Isi", "The text", Text.Length, Post.TextMaxLength));
        }

        if (Alts.Values.Any(alt => alt?.Length > PostPicture.AltMaxLength))
        {
            yield return (nameof(Pictures), new($"Keterangan foto paling banyak {PostPicture.AltMaxLength} karakter.", $"What a picture shows may have {PostPicture.AltMaxLength} characters at most."));
        }

        if (ChosenNameShown is null)
        {
            yield return (nameof(NameShown), new("Pilih bagaimana nama Anda tampil.", "Choose how your name is shown."));
        }
        else if (ChosenNameShown != Forum.NameShown.Anonymous && string.IsNullOrEmpty(Name))
        {
            yield return (nameof(Name), new("Tulis nama Anda, atau pilih anonim.", "Write your name, or choose anonymous."));
        }
        else if (Name?.Length > Post.NameMaxLength)
        {
            yield return (nameof(Name), TooLong("Nama", "The name", Name.Length, Post.NameMaxLength));
        }

        if (!string.IsNullOrEmpty(Email) && (Email.Length > OutgoingMail.AddressMaxLength || !Account.IsAddress(Email)))
        {
            yield return (nameof(Email), BadAddress);
        }
    }

    public static readonly LocalText BadAddress = new("Tulis alamat surel yang lengkap, misalnya nama@contoh.id, atau kosongkan.", "Write a complete e-mail address such as name@example.org, or leave it empty.");

    /// <summary>Passages that look like personal data.</summary>
    public IReadOnlyList<FoundData> PersonalDataFound() => [.. new[] { Title, Text }.Concat(Alts.Values).SelectMany(text => FoundData.In(text ?? ""))];

    internal static LocalText TooLong(string indonesian, string english, int length, int most) => new(
        $"{indonesian} paling banyak {Formats.Count(most, Language.Indonesian)} karakter; kelebihan {Formats.Count(length - most, Language.Indonesian)}.",
        $"{english} may have {Formats.Count(most, Language.English)} characters at most; {Formats.Count(length - most, Language.English)} too many.");

    private static IReadOnlyList<Guid> Keys(IEnumerable<string> texts) => [.. texts.Select(text => Guid.TryParseExact(text, "N", out var key) ? key : Guid.Empty).Distinct()];

    private static T? Choice<T>(string? number)
        where T : struct, Enum => Enum.TryParse<T>(number, out var value) && Enum.IsDefined(value) && number == value.ToString("D") ? value : null;
}

/// <summary>A passage that looks like personal data, with a little of what stands around it.</summary>
public sealed record FoundData(LocalText Kind, string Before, string Found, string After)
{
    private const int Around = 24;

    public static IEnumerable<FoundData> In(string text) => PersonalData.Find(text).Select(span =>
    {
        var (from, end) = (Math.Max(0, span.Start - Around), span.Start + span.Length);
        return new FoundData(Words(span.Kind), Cut(text[from..span.Start]), text[span.Start..end], Cut(text[end..Math.Min(text.Length, end + Around)]));
    });

    private static LocalText Words(PersonalDataKind kind) => kind switch
    {
        PersonalDataKind.IdentityNumber => new("nomor NIK atau KK", "NIK or KK number"),
        PersonalDataKind.Phone => new("nomor telepon", "phone number"),
        PersonalDataKind.Email => new("alamat surel", "e-mail address"),
        PersonalDataKind.VehiclePlate => new("nomor kendaraan", "vehicle plate"),
        PersonalDataKind.Address => new("alamat dengan RT/RW", "address with RT/RW"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>Without the half of a character at either end.</summary>
    private static string Cut(string text) => string.Concat(text.EnumerateRunes().Where(rune => rune != System.Text.Rune.ReplacementChar));
}
