namespace PublicVoice.Reports.Questionnaires;

/// <summary>Labels of the respondent characteristics of PermenPANRB 14/2017, for instruments that give only codes.</summary>
internal static class StandardLabels
{
    private static readonly Dictionary<string, LocalText> Fields = new(StringComparer.Ordinal)
    {
        ["sex"] = new("Jenis kelamin", "Sex"),
        ["age_band"] = new("Usia", "Age"),
        ["education"] = new("Pendidikan terakhir", "Highest education"),
        ["occupation"] = new("Pekerjaan utama", "Main occupation"),
        ["disability"] = new("Penyandang disabilitas", "Person with a disability"),
    };

    private static readonly Dictionary<string, LocalText> Options = new(StringComparer.Ordinal)
    {
        ["sex:L"] = new("Laki-laki", "Male"),
        ["sex:P"] = new("Perempuan", "Female"),
        ["age_band:<17"] = new("Di bawah 17 tahun", "Under 17"),
        ["age_band:17-25"] = new("17–25 tahun", "17 to 25"),
        ["age_band:26-35"] = new("26–35 tahun", "26 to 35"),
        ["age_band:36-45"] = new("36–45 tahun", "36 to 45"),
        ["age_band:46-55"] = new("46–55 tahun", "46 to 55"),
        ["age_band:>55"] = new("Di atas 55 tahun", "Over 55"),
        ["education:SD"] = new("SD atau sederajat", "Primary school (SD)"),
        ["education:SMP"] = new("SMP atau sederajat", "Junior secondary (SMP)"),
        ["education:SMA"] = new("SMA/SMK atau sederajat", "Senior secondary (SMA/SMK)"),
        ["education:D1-D4"] = new("Diploma (D1–D4)", "Diploma (D1–D4)"),
        ["education:S1"] = new("Sarjana (S1)", "Bachelor (S1)"),
        ["education:S2"] = new("Magister (S2)", "Master (S2)"),
        ["education:S3"] = new("Doktor (S3)", "Doctorate (S3)"),
        ["occupation:PNS"] = new("PNS/ASN", "Civil servant"),
        ["occupation:TNI"] = new("TNI", "Armed forces"),
        ["occupation:POLRI"] = new("POLRI", "Police"),
        ["occupation:Swasta"] = new("Pegawai swasta", "Private employee"),
        ["occupation:Wirausaha"] = new("Wirausaha", "Self-employed"),
        ["occupation:Pelajar/Mahasiswa"] = new("Pelajar/mahasiswa", "Pupil or student"),
        ["occupation:Lainnya"] = new("Lainnya", "Other"),
    };

    public static LocalText Field(string code) => Fields.TryGetValue(code, out var label) ? label : new LocalText(code, code);

    public static LocalText Option(string field, string code) => Options.TryGetValue($"{field}:{code}", out var label) ? label : new LocalText(code, code);
}
