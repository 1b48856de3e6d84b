using System.Globalization;
using System.Text;
using PublicVoice.Reports;
using PublicVoice.Reports.Questionnaires;

namespace PublicVoice.Web.Surveys;

/// <summary>Finds the option of a profile field that a person meant: by code, label, common synonym or, for ages, by number.</summary>
internal sealed class ProfileValues
{
    private static readonly Dictionary<string, string[]> Synonyms = new(StringComparer.Ordinal)
    {
        ["sex:L"] = ["laki", "lakilaki", "lk", "pria", "male", "m"],
        ["sex:P"] = ["perempuan", "pr", "wanita", "female", "f"],
        ["age_band:<17"] = ["dibawah17", "kurangdari17", "under17"],
        ["age_band:>55"] = ["diatas55", "lebihdari55", "over55", "56keatas"],
        ["education:SD"] = ["sdkebawah", "mi", "sdmi", "sdsederajat", "tidaksekolah", "tidaktamatsd", "belumsekolah"],
        ["education:SMP"] = ["sltp", "mts", "smpmts", "smpsederajat", "sltpsederajat"],
        ["education:SMA"] = ["slta", "smu", "smk", "stm", "ma", "smasmk", "smasmkma", "smasederajat", "sltasederajat", "smaslta"],
        ["education:D1-D4"] = ["d1", "d2", "d3", "d4", "di", "dii", "diii", "div", "d1d3d4", "d1d2d3", "d1d2d3d4", "d3d4", "diploma", "akademi"],
        ["education:S1"] = ["sarjana", "strata1"],
        ["education:S2"] = ["s2keatas", "magister", "pascasarjana", "strata2"],
        ["education:S3"] = ["doktor", "strata3"],
        ["occupation:PNS"] = ["asn", "pnsasn", "asnpns", "pegawainegeri", "pegawainegerisipil", "pppk"],
        ["occupation:TNI"] = ["tentara"],
        ["occupation:POLRI"] = ["polisi"],
        ["occupation:Swasta"] = ["karyawan", "karyawanswasta", "pegawaiswasta"],
        ["occupation:Wirausaha"] = ["wiraswasta", "pengusaha", "pedagang", "usahasendiri"],
        ["occupation:Pelajar/Mahasiswa"] = ["pelajar", "mahasiswa", "siswa"],
        ["occupation:Lainnya"] = ["lainlain", "lain", "irt", "iburumahtangga", "petani", "buruh", "nelayan", "pensiunan", "tidakbekerja", "belumbekerja"],
    };

    private readonly Dictionary<string, int> options = new(StringComparer.Ordinal);
    private readonly List<(int From, int To, int Option)> ages = [];

    public ProfileValues(ProfileField field)
    {
        for (var i = 0; i < field.Options.Count; i++)
        {
            options.TryAdd(Loose(field.Options[i].Code), i); // a code wins over any label or synonym
        }

        for (var i = 0; i < field.Options.Count; i++)
        {
            var (code, label) = (field.Options[i].Code, field.Options[i].Label);
            options.TryAdd(Loose(label.In(Language.Indonesian)), i);
            options.TryAdd(Loose(label.In(Language.English)), i);
            foreach (var synonym in Synonyms.GetValueOrDefault($"{field.Code}:{code}", []))
            {
                options.TryAdd(synonym, i);
            }

            if (field.Code == "age_band" && AgeBand(code) is var (from, to))
            {
                ages.Add((from, to, i));
            }
        }
    }

    public int? Find(string value)
    {
        var loose = Loose(value);
        if (options.TryGetValue(loose, out var option) || options.TryGetValue(WithoutYears(loose), out option))
        {
            return option;
        }

        return int.TryParse(WithoutYears(loose), NumberStyles.None, CultureInfo.InvariantCulture, out var age) && age is > 0 and < 130
            && ages.Exists(band => age >= band.From && age <= band.To)
                ? ages.Find(band => age >= band.From && age <= band.To).Option
                : null;
    }

    private static (int From, int To)? AgeBand(string code)
    {
        var parts = code.TrimStart('<', '>').Split('-');
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first))
        {
            return null;
        }

        return code[0] switch
        {
            '<' => (0, first - 1),
            '>' => (first + 1, int.MaxValue),
            _ => parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? (first, last) : null,
        };
    }

    private static string WithoutYears(string loose) =>
        new[] { "tahun", "thn", "th", "years" }.FirstOrDefault(unit => loose.EndsWith(unit, StringComparison.Ordinal)) is { } unit ? loose[..^unit.Length] : loose;

    /// <summary>Letters, digits and the signs that tell "under 17" from "17".</summary>
    private static string Loose(string value)
    {
        var loose = new StringBuilder(value.Length);
        foreach (var letter in value.Where(letter => char.IsLetterOrDigit(letter) || letter is '<' or '>'))
        {
            loose.Append(char.ToLowerInvariant(letter));
        }

        return loose.ToString();
    }
}
